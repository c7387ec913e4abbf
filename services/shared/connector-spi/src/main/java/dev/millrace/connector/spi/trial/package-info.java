/**
 * What the author of a connector is shown of it before anybody uses it: what is wrong with its description, and what a short read of
 * one of its streams gave.
 */
@NullMarked
package dev.millrace.connector.spi.trial;

import org.jspecify.annotations.NullMarked;
