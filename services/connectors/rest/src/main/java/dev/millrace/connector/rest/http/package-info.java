/** Requests and answers, and the one seam through which they go: {@link dev.millrace.connector.rest.http.HttpExchange}. */
@NullMarked
package dev.millrace.connector.rest.http;

import org.jspecify.annotations.NullMarked;
