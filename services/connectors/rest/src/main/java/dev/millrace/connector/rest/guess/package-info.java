/** Finds out by an API's first answers where its records are and how the next page is asked for, and writes that down as a manifest. */
@NullMarked
package dev.millrace.connector.rest.guess;

import org.jspecify.annotations.NullMarked;
