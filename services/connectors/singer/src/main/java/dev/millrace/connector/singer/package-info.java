/**
 * The messages of Singer (SCHEMA, RECORD, STATE, ACTIVATE_VERSION, BATCH), one JSON object on each line, as a source.
 *
 * <p>{@link dev.millrace.connector.singer.LineReader} cuts the input into lines, {@link
 * dev.millrace.connector.singer.MessageParser} makes messages of them, and {@link
 * dev.millrace.connector.singer.RecordWriter} writes the records of one stream as rows. Of the input no more than one
 * line is held in memory.
 */
@NullMarked
package dev.millrace.connector.singer;

import org.jspecify.annotations.NullMarked;
