package dev.millrace.connector.spi;

import java.util.List;
import java.util.NoSuchElementException;

/** What a source offers: its streams, in the order in which a person should see them. */
public record Catalog(List<Stream> streams) {

    public Catalog {
        streams = List.copyOf(streams);
    }

    /**
     * The stream of a name.
     *
     * @throws NoSuchElementException when there is none
     */
    public Stream stream(String name) {
        return streams.stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no stream " + name));
    }
}
