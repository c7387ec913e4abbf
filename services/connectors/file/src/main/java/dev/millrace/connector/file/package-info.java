/**
 * Files: delimited text, Excel workbooks, JSON lines, Parquet. Whatever the format, a file becomes tables of cells, whose types it
 * declares, or are found by looking at the rows. Some files are uploaded, others lie in a {@linkplain
 * dev.millrace.connector.file.store store} that is looked at again and again.
 */
@NullMarked
package dev.millrace.connector.file;

import org.jspecify.annotations.NullMarked;
