package dev.millrace.connector.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.spi.database.DatabaseLogin;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How to reach the database.
 *
 * @param schemas those to read; empty for all that the user may see
 * @param readsLog whether changes are taken from the write-ahead log
 * @param slot the replication slot that keeps the log for this source
 * @param publication which tables' changes the log gives
 */
record PostgresConfiguration(
        DatabaseLogin login, List<String> schemas, boolean readsLog, String slot, String publication) {

    static final String SCHEMA =
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": [%s],
              "properties": {
                %s,
                "schemas": {
                  "order": 7, "advanced": true, "type": "array", "items": {"type": "string"}, "default": [],
                  "title": "Schemas",
                  "description": "Read only the tables in these schemas. Leave it empty for all that the user may read."
                },
                "changes": {
                  "order": 8, "advanced": true, "type": "string",
                  "enum": ["query", "log"], "default": "query", "title": "Changes",
                  "description": "query asks each table for new rows. log reads the database's log, which tells deletions too; it needs wal_level = logical and a user with REPLICATION."
                },
                "slot": {
                  "order": 9, "advanced": true, "type": "string", "pattern": "^[a-z0-9_]{1,63}$", "default": "millrace",
                  "title": "Replication slot",
                  "description": "Of log: keeps the log until it is read, and is made when there is none. Every source needs one of its own."
                },
                "publication": {
                  "order": 10, "advanced": true, "type": "string", "minLength": 1, "default": "millrace",
                  "title": "Publication",
                  "description": "Of log: names the tables. It is made when there is none, if the user owns the tables."
                }
              },
              "additionalProperties": false
            }
            """.formatted(DatabaseLogin.REQUIRED, DatabaseLogin.fields(5432, "checks the server's certificate"));

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What PostgreSQL lets a slot be called. */
    private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{1,63}");

    PostgresConfiguration {
        schemas = List.copyOf(schemas);
    }

    static PostgresConfiguration parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            List<String> schemas = new ArrayList<>();
            json.path("schemas").forEach(schema -> schemas.add(schema.asText()));
            String slot = json.path("slot").asText("millrace");
            if (!SLOT.matcher(slot).matches()) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "\"Replication slot\" may have small letters, digits and underscores only.");
            }
            return new PostgresConfiguration(
                    DatabaseLogin.parse(json, 5432),
                    schemas,
                    json.path("changes").asText("query").equals("log"),
                    slot,
                    json.path("publication").asText("millrace"));
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, "The configuration is not JSON.", e);
        }
    }
}
