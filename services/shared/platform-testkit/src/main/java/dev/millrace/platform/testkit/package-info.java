/** Starts the real servers for a service's tests, and signs tokens that the service accepts. */
@NullMarked
package dev.millrace.platform.testkit;

import org.jspecify.annotations.NullMarked;
