package dev.millrace.connector.spi.trial;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A page that was read.
 *
 * @param slice which part of the stream it belongs to, from 1
 * @param part what that part is: its partition and its interval; an empty object when the stream has none
 * @param number within the slice, from 1
 * @param records how many it gave
 */
public record TrialPage(int slice, JsonNode part, int number, long records) {}
