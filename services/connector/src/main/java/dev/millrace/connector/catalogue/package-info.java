/** The connectors that workers have announced. */
@NullMarked
package dev.millrace.connector.catalogue;

import org.jspecify.annotations.NullMarked;
