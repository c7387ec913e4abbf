/**
 * Millrace as a Singer target. {@link dev.millrace.cli.singer.SingerTarget} takes the parts of what a tap writes and has {@link
 * dev.millrace.cli.singer.PartLoader} load each, over {@link dev.millrace.cli.singer.PlatformApi}.
 */
@NullMarked
package dev.millrace.cli.singer;

import org.jspecify.annotations.NullMarked;
