package dev.millrace.connector.spi;

import java.util.List;

/**
 * What a connector says of itself: its tile in the catalogue, and the form that a person fills in to connect it.
 *
 * @param name stable, kebab case: {@code postgres}
 * @param title as a person knows it: {@code PostgreSQL}
 * @param summary one sentence on what connecting it gives
 * @param category one of {@code start}, {@code files}, {@code databases}, {@code finance}, {@code marketing}, {@code sales}, {@code
 *     support}, {@code engineering}, {@code product}, or {@code saas} for other services
 * @param colour of the tile, {@code #rrggbb}
 * @param initials on the tile, one or two letters
 * @param keywords what people may search for
 * @param configurationSchema JSON Schema (2020-12) of the configuration as text, with {@code title} and {@code
 *     description} for every property; a property with {@code "secret": true} is stored encrypted and never given
 *     back, {@code "order"} is its place in the form, and {@code "advanced": true} puts it among those few people need;
 *     one that reads uploaded files has them in an array {@code uploads}, with {@code "fileEndings"}, and where another
 *     connector has the same ending, a pattern {@code "firstLine"} that tells which files are its own
 */
public record ConnectorSpec(
        String name,
        String title,
        String summary,
        String category,
        String colour,
        String initials,
        List<String> keywords,
        String configurationSchema) {

    public ConnectorSpec {
        keywords = List.copyOf(keywords);
    }
}
