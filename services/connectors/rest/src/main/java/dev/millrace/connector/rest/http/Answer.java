package dev.millrace.connector.rest.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request. Its body comes as it is read: whole, where a page has to be looked at more than once, or as
 * a stream. Belongs to the thread that asked.
 */
public final class Answer implements AutoCloseable {

    /** Of a page that has to be looked at as a whole. */
    private static final int MAX_WHOLE_BYTES = 256 * 1024 * 1024;

    private static final Pattern LINK = Pattern.compile("<\\s*([^>]*?)\\s*>([^<]*)");
    private static final Pattern RELATION = Pattern.compile(";\\s*rel\\s*=\\s*\"?([^\";,]+)\"?");

    private final int status;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final InputStream body;
    private byte @Nullable [] whole;

    /** An answer whose body is still to be read. */
    public Answer(int status, Map<String, String> headers, InputStream body) {
        this.status = status;
        this.headers.putAll(headers);
        this.body = body;
    }

    /** An answer whose body is there. */
    public static Answer of(int status, Map<String, String> headers, byte[] body) {
        return new Answer(status, headers, new ByteArrayInputStream(body));
    }

    /** The same answer with its body seen by somebody on the way. */
    Answer map(UnaryOperator<InputStream> change) {
        return new Answer(status, headers, change.apply(body));
    }

    /** The same answer with its body fetched, so that the connection is free, as far as it is no longer than this. */
    public Answer held(int most) throws IOException {
        if (whole != null) {
            return this;
        }
        byte[] begin = body.readNBytes(most);
        InputStream all = new ByteArrayInputStream(begin);
        return new Answer(status, headers, begin.length < most ? all : new SequenceInputStream(all, body));
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the status says that it went well. */
    public boolean ok() {
        return status < 400;
    }

    /** The headers, whatever the case of their names. */
    public Map<String, String> headers() {
        return headers;
    }

    /** A header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The whole body; may be called again. */
    public byte[] bytes() throws IOException {
        byte[] present = whole;
        if (present == null) {
            present = body.readNBytes(MAX_WHOLE_BYTES + 1);
            if (present.length > MAX_WHOLE_BYTES) {
                throw new IOException("an answer of more than " + MAX_WHOLE_BYTES + " bytes");
            }
            whole = present;
        }
        return present;
    }

    /** The whole body as text. */
    public String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The body as it comes, or again from its beginning when it has been read whole. */
    public InputStream stream() {
        byte[] present = whole;
        return present == null ? body : new ByteArrayInputStream(present);
    }

    /** The headers as expressions see them: {@code link} holds the links by their relation. */
    public Map<String, Object> headersWithLinks() {
        Map<String, Object> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        seen.putAll(headers);
        seen.put("link", links());
        return seen;
    }

    /** The links of the header of that name (RFC 8288) by their relation. */
    private Map<String, Object> links() {
        Map<String, Object> links = new LinkedHashMap<>();
        Matcher link = LINK.matcher(headers.getOrDefault("Link", ""));
        while (link.find()) {
            String url = link.group(1);
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("url", url);
            Matcher relation = RELATION.matcher(link.group(2));
            String name = relation.find() ? relation.group(1).strip() : url;
            described.put("rel", name);
            links.put(name, described);
        }
        return links;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // Nothing more is wanted of it.
        }
    }
}
