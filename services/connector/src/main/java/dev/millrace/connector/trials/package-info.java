/** Manifests that their authors try before anybody uses them. */
@NullMarked
package dev.millrace.connector.trials;

import org.jspecify.annotations.NullMarked;
