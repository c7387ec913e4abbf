/** Container images of the packaged services, made without a container engine. */
@NullMarked
package dev.millrace.images;

import org.jspecify.annotations.NullMarked;
