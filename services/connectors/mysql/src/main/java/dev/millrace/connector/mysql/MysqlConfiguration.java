package dev.millrace.connector.mysql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.spi.database.DatabaseLogin;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;

/**
 * How to reach the database.
 *
 * @param readsLog whether changes are taken from the binary log
 */
record MysqlConfiguration(DatabaseLogin login, boolean readsLog) {

    static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": [%s],
              "properties": {
                %s,
                "changes": {
                  "order": 7, "advanced": true, "type": "string",
                  "enum": ["query", "log"], "default": "query", "title": "Changes",
                  "description": "query asks each table for new rows. log reads the server's binary log, which tells deletions too; it needs binlog_format = ROW and a user with REPLICATION SLAVE."
                }
              },
              "additionalProperties": false
            }
            """.formatted(
            DatabaseLogin.REQUIRED,
            DatabaseLogin.fields(
                    3306, "has the server prove who it is, by its certificate, or by the password (MariaDB 11.4)"));

    private static final ObjectMapper JSON = new ObjectMapper();

    static MysqlConfiguration parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new MysqlConfiguration(
                    DatabaseLogin.parse(json, 3306),
                    json.path("changes").asText("query").equals("log"));
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, "The configuration is not JSON.", e);
        }
    }
}
