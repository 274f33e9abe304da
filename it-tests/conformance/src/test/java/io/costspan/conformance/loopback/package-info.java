/** Tests of what is accepted. */
@NullMarked
package io.costspan.conformance.loopback;

import org.jspecify.annotations.NullMarked;
