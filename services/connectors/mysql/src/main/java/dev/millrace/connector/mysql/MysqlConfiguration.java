package dev.millrace.connector.mysql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.spi.database.DatabaseLogin;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;

/** How to reach the database. */
record MysqlConfiguration(DatabaseLogin login) {

    static final String SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": [%s],
              "properties": {%s},
              "additionalProperties": false
            }
            """.formatted(
            DatabaseLogin.REQUIRED,
            DatabaseLogin.fields(
                    3306, "has the server prove who it is, by its certificate, or by the password (MariaDB 11.4)"));

    private static final ObjectMapper JSON = new ObjectMapper();

    static MysqlConfiguration parse(String text) {
        try {
            return new MysqlConfiguration(DatabaseLogin.parse(JSON.readTree(text), 3306));
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, "The configuration is not JSON.", e);
        }
    }
}
