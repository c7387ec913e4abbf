/** What may depend on what, as tests over the compiled classes of all modules. */
@NullMarked
package dev.millrace.architecture;

import org.jspecify.annotations.NullMarked;
