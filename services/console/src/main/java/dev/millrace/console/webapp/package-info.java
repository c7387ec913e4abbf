/** Serves the web app: its pages, how long browsers keep its files, and the headers that protect it. */
@NullMarked
package dev.millrace.console.webapp;

import org.jspecify.annotations.NullMarked;
