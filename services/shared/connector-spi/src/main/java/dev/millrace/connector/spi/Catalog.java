package dev.millrace.connector.spi;

import java.util.List;

/** What a source offers: its streams, in the order in which a person should see them. */
public record Catalog(List<Stream> streams) {

    public Catalog {
        streams = List.copyOf(streams);
    }
}
