package dev.millrace.connector.singer;

import com.fasterxml.jackson.databind.JsonNode;

/** A line that a program of the Airbyte protocol writes. */
sealed interface ProgramMessage {

    /** A record, as the place of its JSON object within the line. */
    record Row(SingerMessage.Row row, String namespace) implements ProgramMessage {}

    /** How far the program is: {@code LEGACY}, {@code STREAM} or {@code GLOBAL}. */
    record State(JsonNode state) implements ProgramMessage {}

    /** What {@code spec}, {@code check} or {@code discover} answers. */
    record Answer(String type, JsonNode content) implements ProgramMessage {}

    /** Something for the log. */
    record Log(String text, boolean isWarning) implements ProgramMessage {}

    /** Why the program will end without success. */
    record Failure(String text, boolean isConfiguration) implements ProgramMessage {}

    /** Something that asks for nothing. */
    record Other() implements ProgramMessage {}
}
