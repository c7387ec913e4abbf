/** Reading a tenant's warehouse: connections, tables, versions of the data. */
@NullMarked
package dev.millrace.reporting.warehouse;

import org.jspecify.annotations.NullMarked;
