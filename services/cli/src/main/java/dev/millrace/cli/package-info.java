/** The program {@code millrace}: a command for each thing that one does from a command line, over the public API. */
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
