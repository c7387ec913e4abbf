/** MySQL and MariaDB databases as sources, read as text in bytes that are encoded without objects of values. */
@NullMarked
package dev.millrace.connector.mysql;

import org.jspecify.annotations.NullMarked;
