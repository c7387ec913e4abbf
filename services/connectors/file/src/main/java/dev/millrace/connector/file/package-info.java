/**
 * Files that people upload: delimited text, Excel workbooks, JSON lines. Whatever the format, a file becomes tables of
 * cells, whose types are found by looking at every row, so that no value is met later that does not fit.
 */
@NullMarked
package dev.millrace.connector.file;

import org.jspecify.annotations.NullMarked;
