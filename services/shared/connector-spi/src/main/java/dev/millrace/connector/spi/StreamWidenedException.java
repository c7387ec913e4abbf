package dev.millrace.connector.spi;

/**
 * Thrown by {@link SourceSession#read} of a source that judged its types by a sample, at the first value that shows that
 * they are wider. The worker calls read again with these fields, from the beginning or from a checkpoint of before. A
 * session throws it at most once for a stream.
 */
public final class StreamWidenedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Stream stream;

    /** With the stream as it is now known. */
    public StreamWidenedException(Stream stream) {
        super("\"" + stream.name() + "\" has values of wider types than its beginning showed");
        this.stream = stream;
    }

    /** The stream as it is now known. */
    public Stream stream() {
        return stream;
    }
}
