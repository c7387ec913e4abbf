/** Lists, a page at a time. */
@NullMarked
package dev.millrace.platform.paging;

import org.jspecify.annotations.NullMarked;
