/** The cases of a folder outside of the project, where there is one. */
@NullMarked
package dev.millrace.connector.rest.conformance;

import org.jspecify.annotations.NullMarked;
