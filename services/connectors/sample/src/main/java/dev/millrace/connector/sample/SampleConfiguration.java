package dev.millrace.connector.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What the sample business is like.
 *
 * @param seed decides every name and number
 * @param customers how many sign up in the first two years
 * @param start its first day
 */
record SampleConfiguration(long seed, int customers, LocalDate start) {

    static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "properties": {
                "customers": {
                  "type": "integer", "minimum": 1, "maximum": 10000000, "default": 2000,
                  "title": "Customers",
                  "description": "How many customers sign up in the first two years. 2,000 give about 100,000 rows in all."
                },
                "seed": {
                  "type": "integer", "minimum": 0, "default": 1,
                  "title": "Seed",
                  "description": "The same number always gives the same business; another number another one."
                },
                "start": {
                  "type": "string", "format": "date", "default": "2024-11-01",
                  "title": "First day",
                  "description": "When the business opened. It has grown from that day until now."
                }
              },
              "additionalProperties": false
            }
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_CUSTOMERS = 10_000_000;

    static SampleConfiguration parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            long customers = json.path("customers").asLong(2_000);
            long seed = json.path("seed").asLong(1);
            LocalDate start = LocalDate.parse(json.path("start").asText("2024-11-01"));
            if (customers < 1 || customers > MAX_CUSTOMERS) {
                throw invalid("\"Customers\" has to be a number from 1 to 10,000,000.", null);
            }
            return new SampleConfiguration(seed, (int) customers, start);
        } catch (DateTimeParseException e) {
            throw invalid("\"First day\" has to be a date like 2024-11-01.", e);
        } catch (JsonProcessingException e) {
            throw invalid("The configuration of the sample business is not JSON.", e);
        }
    }

    private static MillraceException invalid(String message, @Nullable Exception cause) {
        return new MillraceException(ErrorCode.INVALID_CONFIGURATION, message, cause);
    }
}
