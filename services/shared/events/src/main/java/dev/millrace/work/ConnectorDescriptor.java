package dev.millrace.work;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What the catalogue shows of a connector. A worker announces each connector that it can run when it starts and
 * every minute after: {@code PUT /internal/v1/connectors/{name}}.
 *
 * @param name stable, kebab case: {@code postgres}
 * @param title as a person knows it: {@code PostgreSQL}
 * @param summary one sentence on what connecting it gives
 * @param category one of {@code start}, {@code files}, {@code databases}, {@code finance}, {@code marketing}, {@code sales}, {@code
 *     support}, {@code engineering}, {@code product}, or {@code saas} for other services
 * @param colour of the tile, {@code #rrggbb}
 * @param initials on the tile, one or two letters
 * @param keywords what people may search for
 * @param configurationSchema JSON Schema (2020-12) of the configuration, with {@code title} and {@code description} for
 *     every property; a property with {@code "secret": true} is stored encrypted and never given back
 */
public record ConnectorDescriptor(
        String name,
        String title,
        String summary,
        String category,
        String colour,
        String initials,
        List<String> keywords,
        JsonNode configurationSchema) {

    public ConnectorDescriptor {
        keywords = List.copyOf(keywords);
    }
}
