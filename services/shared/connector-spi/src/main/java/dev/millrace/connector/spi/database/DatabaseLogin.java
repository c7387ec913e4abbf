package dev.millrace.connector.spi.database;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How to reach a database, as a form asks for it.
 *
 * @param host a name or an address of either kind, and nothing that would mean more in a driver's URL
 * @param sslMode {@code disable}, {@code prefer}, {@code require} or {@code verify-full}
 */
public record DatabaseLogin(String host, int port, String database, String user, String password, String sslMode) {

    /** The names of the fields that cannot be left out, as items of a JSON array. */
    public static final String REQUIRED = "\"host\", \"database\", \"user\", \"password\"";

    /** The last of the fields' places in the form: further fields come after it. */
    public static final int LAST_ORDER = 6;

    private static final Set<String> SSL_MODES = Set.of("disable", "prefer", "require", "verify-full");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+");
    private static final int MAX_PORT = 65_535;

    /**
     * The form's fields, as members of a JSON Schema's {@code properties}.
     *
     * @param verified what {@code verify-full} does, to end the sentence with
     */
    public static String fields(int defaultPort, String verified) {
        return """
                "host": {
                  "order": 1, "type": "string", "minLength": 1, "title": "Host",
                  "description": "Name or address of the server, for example db.example.com."
                },
                "port": {
                  "order": 2, "type": "integer", "minimum": 1, "maximum": 65535, "default": %1$d, "title": "Port",
                  "description": "%1$d, unless your database says otherwise."
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
                  "description": "prefer encrypts if the server can; verify-full also %2$s."
                }
                """.formatted(defaultPort, verified);
    }

    /**
     * Reads what the form gave.
     *
     * @throws MillraceException when a field is missing or can't be meant
     */
    public static DatabaseLogin parse(JsonNode configuration, int defaultPort) {
        int port = configuration.path("port").asInt(defaultPort);
        String sslMode = configuration.path("sslMode").asText("prefer");
        String host = required(configuration, "host", "Host");
        if (!HOST.matcher(host).matches()) {
            throw invalid("\"Host\" can't be read. Enter a host name or an address.");
        }
        if (port < 1 || port > MAX_PORT) {
            throw invalid("\"Port\" has to be a number from 1 to 65535.");
        }
        if (!SSL_MODES.contains(sslMode)) {
            throw invalid("\"Encryption\" has to be one of disable, prefer, require and verify-full.");
        }
        return new DatabaseLogin(
                host,
                port,
                required(configuration, "database", "Database"),
                required(configuration, "user", "User"),
                configuration.path("password").asText(""),
                sslMode);
    }

    private static String required(JsonNode configuration, String name, String title) {
        String value = configuration.path(name).asText("").strip();
        if (value.isEmpty()) {
            throw invalid("\"" + title + "\" is missing. Fill it in.");
        }
        return value;
    }

    private static MillraceException invalid(String message) {
        return new MillraceException(ErrorCode.INVALID_CONFIGURATION, message);
    }

    /** Host and port as a URL has them. */
    public String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseLogin[" + user + "@" + host + ":" + port + "/" + database + ", ***]";
    }
}
