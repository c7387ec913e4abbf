package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.guess.Wish;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.http.GuardedClient;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any address that answers with JSON: how it is to be read is guessed at the first check, and kept as a manifest. */
public final class HttpJsonSource implements Source {

    static final String MANIFEST = "manifest";

    /** In place of a manifest. */
    static final String TO_BE_GUESSED = "guess";

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            "http-json",
            "JSON from a link",
            "Paste the address of any API or JSON file: records and pages are found by themselves.",
            "saas",
            "#7c3aed",
            "JS",
            List.of("rest", "api", "http", "url", "json", "jsonl", "endpoint", "open data", "webhook"),
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["url", "manifest"],
              "properties": {
                "url": {
                  "type": "string", "minLength": 1, "title": "Address", "order": 1,
                  "description": "What answers with JSON, with its parameters: https://api.example.com/v1/orders?status=paid. A token belongs into the field below."
                },
                "token": {
                  "type": "string", "secret": true, "title": "Token", "order": 2,
                  "description": "Goes along as Authorization: Bearer, where the API asks for one."
                },
                "headers": {
                  "type": "string", "secret": true, "title": "Headers", "order": 3, "advanced": true,
                  "description": "More headers of each request, as JSON: {\\"X-Api-Key\\": \\"…\\"}."
                },
                "records": {
                  "type": "string", "title": "Where the records are", "order": 4, "advanced": true,
                  "description": "Names that lead to the list, such as data.items. Nothing to have the largest list of objects found."
                },
                "changed": {
                  "type": "string", "title": "Field that grows", "order": 5, "advanced": true,
                  "description": "A time or number of each record that grows with every change, such as updated_at: then only what is new is loaded."
                },
                "since": {
                  "type": "string", "title": "Parameter for what is new", "order": 6, "advanced": true,
                  "description": "Where the API gives only what is newer than a value of that field: the name of the parameter, such as updated_since."
                },
                "manifest": {
                  "type": "string", "default": "guess", "multiline": true, "renewable": true, "maxLength": 700000, "title": "How it is read", "order": 7, "advanced": true,
                  "description": "With guess, it is found out at the check and written here, as a manifest that you can change. Put in guess again to have it found out anew."
                }
              },
              "additionalProperties": false
            }
            """);

    @Override
    public ConnectorSpec spec() {
        return SPEC;
    }

    @Override
    public boolean mostlyWaits() {
        return true;
    }

    @Override
    public SourceSession open(SourceContext context) {
        Map<String, Object> filled =
                object(context.configuration(), "The configuration is no JSON. Connect the source anew.");
        Wish wish = new Wish(
                address(text(filled, "url").orElse("")),
                headers(text(filled, "token"), text(filled, "headers")),
                text(filled, "records").map(path -> List.of(path.split("\\.", -1))),
                text(filled, "changed"),
                text(filled, "since"));
        return new HttpJsonSession(wish, text(filled, MANIFEST).orElse(TO_BE_GUESSED), context);
    }

    private static Optional<String> text(Map<String, Object> filled, String field) {
        return filled.get(field) instanceof String text && !text.isBlank()
                ? Optional.of(text.strip())
                : Optional.empty();
    }

    private static String address(String url) {
        try {
            String whole = url.contains("://") ? url : "https://" + url;
            if (GuardedClient.isOfTheWeb(URI.create(whole.replace(" ", "%20")))) {
                return whole;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for other addresses that are none.
        }
        throw new MillraceException(
                ErrorCode.INVALID_CONFIGURATION,
                "The address is none of the web. Write it as the documentation of the API shows it, beginning with https://.");
    }

    private static Map<String, String> headers(Optional<String> token, Optional<String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        token.ifPresent(value -> headers.put("Authorization", "Bearer " + value));
        more.ifPresent(json -> object(json, "The headers are no JSON object. Write them like {\"X-Api-Key\": \"…\"}.")
                .forEach((name, value) -> headers.put(name, String.valueOf(value))));
        return headers;
    }

    private static Map<String, Object> object(String json, String problem) {
        try {
            if (Json.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> map) {
                return Tree.asMap(map);
            }
        } catch (IOException e) {
            throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, problem, e);
        }
        throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, problem);
    }
}
