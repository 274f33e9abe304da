/**
 * From the bytes of a body to JSON documents: content coding, server-sent events, lines of JSON,
 * arrays, one document. Lives in costspan's isolated loader; may touch {@code wire.json} and the
 * JDK.
 */
@NullMarked
package io.costspan.engine.wire.frame;

import org.jspecify.annotations.NullMarked;
