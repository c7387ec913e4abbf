/** Google's API of spreadsheets: logging in, and the cells of a sheet. */
@NullMarked
package dev.millrace.connector.file.google;

import org.jspecify.annotations.NullMarked;
