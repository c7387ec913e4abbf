/** What a service can be asked to do by its first argument, and what it needs around it. */
@NullMarked
package dev.millrace.commands;

import org.jspecify.annotations.NullMarked;
