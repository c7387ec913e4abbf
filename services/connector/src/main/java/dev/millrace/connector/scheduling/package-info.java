/** Starts what is due, and takes back what a lost worker held. */
@NullMarked
package dev.millrace.connector.scheduling;

import org.jspecify.annotations.NullMarked;
