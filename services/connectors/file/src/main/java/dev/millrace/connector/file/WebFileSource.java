package dev.millrace.connector.file;

import dev.millrace.connector.file.store.WebStore;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.List;

/** Files of the web as a source, read again when they have changed. */
public final class WebFileSource implements Source {

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            "web-file",
            "File on the web",
            "A CSV, Excel, JSON or Parquet file behind a link, read again whenever it changes.",
            "files",
            "#0369a1",
            "W",
            List.of("https", "http", "url", "link", "csv", "excel", "xlsx", "parquet", "open data", "download"),
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["urls"],
              "properties": {
                "urls": {
                  "type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}, "title": "Links", "order": 1,
                  "description": "The address of each file, such as https://example.com/orders.csv. It has to give the file itself, not a page about it."
                },
                "user": {
                  "type": "string", "title": "User name", "order": 2, "advanced": true,
                  "description": "Only where the files ask for one."
                },
                "password": {
                  "type": "string", "secret": true, "title": "Password or token", "order": 3, "advanced": true,
                  "description": "The password of the user, or without a user name the token that goes with each request."
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
        List<String> urls = form.list("urls");
        if (urls.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "There is no link yet. Put in the address of a file.");
        }
        return new StoreSession(
                new WebStore(context.egress(), urls, form.optional("user"), form.optional("password")),
                form.tables(),
                context);
    }
}
