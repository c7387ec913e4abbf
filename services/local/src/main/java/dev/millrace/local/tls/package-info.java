/** Certificates of an authority of our own, and a server that shows them, for one machine and for tests. */
@NullMarked
package dev.millrace.local.tls;

import org.jspecify.annotations.NullMarked;
