/**
 * What a connector is made of. A connector depends on this package and the kernel only; a worker drives it: {@code
 * spec}, then {@code check}, {@code discover} and {@code read}.
 */
@NullMarked
package dev.millrace.connector.spi;

import org.jspecify.annotations.NullMarked;
