package dev.millrace.connector.mysql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.Set;
import java.util.regex.Pattern;

/** How to reach the database. */
record MysqlConfiguration(String host, int port, String database, String user, String password, String sslMode) {

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
                  "order": 2, "type": "integer", "minimum": 1, "maximum": 65535, "default": 3306, "title": "Port",
                  "description": "3306, unless your database says otherwise."
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
                  "order": 6, "advanced": true, "type": "string",
                  "enum": ["disable", "prefer", "require", "verify-full"], "default": "prefer", "title": "Encryption",
                  "description": "prefer encrypts if the server can; verify-full also has the server prove who it is, by its certificate, or by the password (MariaDB 11.4)."
                }
              },
              "additionalProperties": false
            }
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SSL_MODES = Set.of("disable", "prefer", "require", "verify-full");
    private static final int MAX_PORT = 65_535;

    /** A name, or an address of either kind: nothing that would mean more in the driver's URL. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+");

    static MysqlConfiguration parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            int port = json.path("port").asInt(3306);
            String sslMode = json.path("sslMode").asText("prefer");
            String host = required(json, "host", "Host");
            if (!HOST.matcher(host).matches()) {
                throw invalid("\"Host\" can't be read. Enter a host name or an address.");
            }
            if (port < 1 || port > MAX_PORT) {
                throw invalid("\"Port\" has to be a number from 1 to 65535.");
            }
            if (!SSL_MODES.contains(sslMode)) {
                throw invalid("\"Encryption\" has to be one of disable, prefer, require and verify-full.");
            }
            return new MysqlConfiguration(
                    host,
                    port,
                    required(json, "database", "Database"),
                    required(json, "user", "User"),
                    json.path("password").asText(""),
                    sslMode);
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
        return "MysqlConfiguration[" + user + "@" + host + ":" + port + "/" + database + ", ***]";
    }
}
