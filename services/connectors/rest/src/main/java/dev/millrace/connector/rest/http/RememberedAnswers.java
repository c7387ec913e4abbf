package dev.millrace.connector.rest.http;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answers to some requests, so that a stream whose records name the partitions of several others is asked for
 * once. What it keeps is bounded: the answer that was not wanted for longest goes first. Safe for use by several threads.
 */
public final class RememberedAnswers implements HttpExchange {

    /** Larger answers are exports; asking for them again costs less than keeping them. */
    private static final int MAX_ANSWER_BYTES = 2 * 1024 * 1024;

    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private final HttpExchange exchange;
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private static final class Kept {
        private final Map<String, String> headers;
        private final byte[] body;

        Kept(Map<String, String> headers, byte[] body) {
            this.headers = headers;
            this.body = body;
        }
    }

    /** In front of what sends requests. */
    public RememberedAnswers(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public Answer send(Request request) throws IOException {
        String key = key(request);
        Optional<Kept> known = find(key);
        if (known.isPresent()) {
            return Answer.of(200, known.get().headers, known.get().body);
        }
        Answer answer = exchange.send(request);
        boolean wanted = request.method().equals("GET") && answer.status() == 200;
        return wanted ? answer.map(body -> new Listening(body, key, answer.headers())) : answer;
    }

    @Override
    public boolean isAtHand(Request request) {
        return find(key(request)).isPresent();
    }

    @Override
    public synchronized void forget(Request request) {
        Kept known = kept.remove(key(request));
        bytes -= known == null ? 0 : known.body.length;
    }

    private static String key(Request request) {
        return request.method() + " " + request.url() + " " + request.body();
    }

    private synchronized Optional<Kept> find(String key) {
        return Optional.ofNullable(kept.get(key));
    }

    private synchronized void keep(String key, Kept answer) {
        Kept before = kept.put(key, answer);
        bytes += answer.body.length - (before == null ? 0 : before.body.length);
        var oldest = kept.values().iterator();
        while (bytes > MAX_BYTES && oldest.hasNext()) {
            bytes -= oldest.next().body.length;
            oldest.remove();
        }
    }

    /** Copies what is read, and keeps it when it has been read to its end. */
    private final class Listening extends FilterInputStream {
        private final String key;
        private final Map<String, String> headers;
        private @Nullable ByteArrayOutputStream copy = new ByteArrayOutputStream();

        Listening(InputStream body, String key, Map<String, String> headers) {
            super(body);
            this.key = key;
            this.headers = headers;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            ByteArrayOutputStream copied = copy;
            if (copied == null) {
                return count;
            }
            if (count < 0) {
                keep(key, new Kept(headers, copied.toByteArray()));
                copy = null;
            } else if (copied.size() + count > MAX_ANSWER_BYTES) {
                copy = null;
            } else {
                copied.write(buffer, offset, count);
            }
            return count;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
