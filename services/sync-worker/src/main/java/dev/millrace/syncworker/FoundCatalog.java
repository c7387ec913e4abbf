package dev.millrace.syncworker;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.Stream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source has: what is found, and where that is only what is new, also the streams and fields that were known before.
 *
 * @param withoutNews the streams that are known and have nothing new
 */
record FoundCatalog(Catalog catalog, Set<String> withoutNews) {

    FoundCatalog {
        withoutNews = Set.copyOf(withoutNews);
    }

    static FoundCatalog of(Source source, @Nullable Catalog known, Catalog found) {
        if (known == null || !source.isDelivered()) {
            return new FoundCatalog(found, Set.of());
        }
        Map<String, Stream> streams = new LinkedHashMap<>();
        known.streams().forEach(stream -> streams.put(stream.name(), withoutRows(stream)));
        Set<String> withoutNews = new LinkedHashSet<>(streams.keySet());
        for (Stream stream : found.streams()) {
            streams.merge(stream.name(), stream, FoundCatalog::withKnownFields);
            withoutNews.remove(stream.name());
        }
        return new FoundCatalog(new Catalog(streams.values().stream().toList()), withoutNews);
    }

    private static Stream withoutRows(Stream stream) {
        return with(stream.fields(), stream, 0L);
    }

    private static Stream withKnownFields(Stream known, Stream found) {
        Map<String, Field> fields = new LinkedHashMap<>();
        known.fields().forEach(field -> fields.put(field.name(), field));
        found.fields().forEach(field -> fields.put(field.name(), field));
        return with(fields.values().stream().toList(), found, found.estimatedRows());
    }

    private static Stream with(List<Field> fields, Stream stream, @Nullable Long rows) {
        return new Stream(
                stream.name(),
                fields,
                stream.primaryKey(),
                stream.cursorField(),
                stream.recommended(),
                rows,
                stream.resumable());
    }
}
