package dev.millrace.connector.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.connector.file.store.SftpStore;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.CredentialKeeper;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.List;

/** Files on a server of SFTP. */
public final class SftpSource implements Source {

    private static final String HOST_KEY = "host_key";
    private static final int USUAL_PORT = 22;

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            "sftp",
            "SFTP",
            "CSV, Excel, JSON and Parquet files on a server of SFTP.",
            "files",
            "#4338ca",
            "Sf",
            List.of("ssh", "ftp", "sftp", "server", "csv", "excel", "parquet", "drop folder"),
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["host", "user", "path", "host_key"],
              "properties": {
                "host": {
                  "type": "string", "minLength": 1, "title": "Host", "order": 1,
                  "description": "The name of the server, such as sftp.example.com."
                },
                "user": {
                  "type": "string", "minLength": 1, "title": "User name", "order": 2,
                  "description": "Who logs in. One that may only read is enough."
                },
                "password": {
                  "type": "string", "secret": true, "title": "Password", "order": 3,
                  "description": "Where a private key is used, nothing."
                },
                "path": {
                  "type": "string", "minLength": 1, "title": "Files", "order": 4,
                  "description": "Which files, such as exports/orders-*.csv in the user's own folder, or from the root with a slash before it. * stands for anything within a name, ** for folders too."
                },
                "private_key": {
                  "type": "string", "secret": true, "multiline": true, "title": "Private key", "order": 5, "advanced": true,
                  "description": "The whole file, with the lines that begin with -----."
                },
                "passphrase": {
                  "type": "string", "secret": true, "title": "Passphrase", "order": 6, "advanced": true,
                  "description": "Of the private key, where it has one."
                },
                "port": {
                  "type": "integer", "minimum": 1, "maximum": 65535, "default": 22, "title": "Port", "order": 7, "advanced": true,
                  "description": "22 on most servers."
                },
                "host_key": {
                  "type": "string", "default": "first", "renewable": true, "title": "Host key", "order": 8, "advanced": true,
                  "pattern": "^(first|(\\\\S+ )?SHA256:[A-Za-z0-9+/]{43})$",
                  "description": "By which the server is known: its fingerprint, such as ssh-ed25519 SHA256:… With first, the one that it shows at the first check is kept here, and asked for from then on."
                },
                %s
              },
              "additionalProperties": false
            }
            """.formatted(StoreConfiguration.TABLES));

    @Override
    public ConnectorSpec spec() {
        return SPEC;
    }

    @Override
    public SourceSession open(SourceContext context) {
        StoreConfiguration form = new StoreConfiguration(context.configuration());
        SftpStore.Login login = new SftpStore.Login(
                form.required("host", "There is no host yet. Put in the name of the server."),
                form.number("port", USUAL_PORT),
                form.required("user", "There is no user name yet. Put in who logs in."),
                form.optional("password"),
                form.optional("private_key"),
                form.optional("passphrase"),
                form.required(
                        HOST_KEY,
                        "There is no host key. Put in the server's fingerprint, or first, to keep the one that it shows."));
        if (login.password() == null && login.privateKey() == null) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "There is no password and no private key yet. Put in one of them.");
        }
        String path = form.required("path", "Say which files to read, such as exports/*.csv.");
        return new StoreSession(
                new SftpStore(context.egress(), login, path, key -> keep(key, context)), form.tables(), context);
    }

    private static void keep(String shown, SourceContext context) {
        context.log().info("The server is known by its key from now on: " + shown + ".");
        context.credentials().requireTurn();
        context.credentials()
                .keep(List.of(new CredentialKeeper.Change(HOST_KEY, json(SftpStore.FIRST_KEY), json(shown))));
    }

    private static String json(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }
}
