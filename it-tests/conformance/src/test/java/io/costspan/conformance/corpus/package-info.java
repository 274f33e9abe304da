/** Tests of what makes a request of a record. */
@NullMarked
package io.costspan.conformance.corpus;

import org.jspecify.annotations.NullMarked;
