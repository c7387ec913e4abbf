package dev.millrace.connector.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
        String host,
        int port,
        String database,
        String user,
        String password,
        String sslMode,
        List<String> schemas,
        boolean readsLog,
        String slot,
        String publication) {

    static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["host", "database", "user", "password"],
              "properties": {
                "host": {
                  "order": 1, "type": "string", "minLength": 1, "title": "Host",
                  "description": "Name or address of the server, for example db.example.com."
                },
                "port": {
                  "order": 2, "type": "integer", "minimum": 1, "maximum": 65535, "default": 5432, "title": "Port",
                  "description": "5432, unless your database says otherwise."
                },
                "database": {
                  "order": 3, "type": "string", "minLength": 1, "title": "Database",
                  "description": "Name of the database on that server."
                },
                "user": {
                  "order": 4, "type": "string", "minLength": 1, "title": "User",
                  "description": "A user who may read. It needs no right to write."
                },
                "password": {
                  "order": 5, "type": "string", "secret": true, "title": "Password",
                  "description": "The user's password. It is stored encrypted."
                },
                "sslMode": {
                  "order": 7, "advanced": true, "type": "string",
                  "enum": ["disable", "prefer", "require", "verify-full"], "default": "prefer", "title": "Encryption",
                  "description": "prefer encrypts if the server can; verify-full also checks the server's certificate."
                },
                "schemas": {
                  "order": 6, "advanced": true, "type": "array", "items": {"type": "string"}, "default": [],
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
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SSL_MODES = Set.of("disable", "prefer", "require", "verify-full");
    private static final int MAX_PORT = 65_535;

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
            int port = json.path("port").asInt(5432);
            String sslMode = json.path("sslMode").asText("prefer");
            if (port < 1 || port > MAX_PORT) {
                throw invalid("\"Port\" has to be a number from 1 to 65535.");
            }
            if (!SSL_MODES.contains(sslMode)) {
                throw invalid("\"Encryption\" has to be one of disable, prefer, require and verify-full.");
            }
            String slot = json.path("slot").asText("millrace");
            if (!SLOT.matcher(slot).matches()) {
                throw invalid("\"Replication slot\" may have small letters, digits and underscores only.");
            }
            return new PostgresConfiguration(
                    required(json, "host", "Host"),
                    port,
                    required(json, "database", "Database"),
                    required(json, "user", "User"),
                    json.path("password").asText(""),
                    sslMode,
                    schemas,
                    json.path("changes").asText("query").equals("log"),
                    slot,
                    json.path("publication").asText("millrace"));
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, "The configuration is not JSON.", e);
        }
    }

    private static String required(JsonNode json, String name, String title) {
        String value = json.path(name).asText("").strip();
        if (value.isEmpty()) {
            throw invalid("\"" + title + "\" is missing. Fill it in.");
        }
        return value;
    }

    private static MillraceException invalid(String message) {
        return new MillraceException(ErrorCode.INVALID_CONFIGURATION, message);
    }

    @Override
    public String toString() {
        return "PostgresConfiguration[" + user + "@" + host + ":" + port + "/" + database + ", ***]";
    }
}
