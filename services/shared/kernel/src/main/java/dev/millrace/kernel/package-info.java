/** What every part of Millrace shares and that needs nothing but the JDK: typed ids and error codes. */
@NullMarked
package dev.millrace.kernel;

import org.jspecify.annotations.NullMarked;
