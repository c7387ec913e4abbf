/** How to get from one page of an answer to the next. */
@NullMarked
package dev.millrace.connector.rest.paging;

import org.jspecify.annotations.NullMarked;
