/** Tests of what is accepted. */
@NullMarked
package io.costspan.conformance.verdict;

import org.jspecify.annotations.NullMarked;
