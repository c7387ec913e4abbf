/** The contract that every connector keeps, as tests to extend, and the means to look into what a connector wrote. */
@NullMarked
package dev.millrace.connector.testkit;

import org.jspecify.annotations.NullMarked;
