package dev.millrace.connector.file.store;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.http.GuardedClient;
import dev.millrace.connector.spi.http.GuardedClient.Response;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files of the web, each by its address. */
public final class WebStore implements FileStore {

    /** Servers that answer HEAD with one of these may well answer GET. */
    private static final Set<Integer> NO_HEAD = Set.of(400, 403, 404, 405, 500, 501);

    private final GuardedClient client;
    private final Map<String, URI> addresses = new LinkedHashMap<>();
    private final @Nullable String authorization;

    /**
     * Files at these addresses.
     *
     * @param urls with their queries, if they have some
     * @param user for all of them, or null
     * @param password of the user, or a token where there is no user
     */
    public WebStore(EgressGuard egress, List<String> urls, @Nullable String user, @Nullable String password) {
        this.client = new GuardedClient(egress);
        this.authorization = password == null ? null : authorization(user, password);
        for (String url : urls) {
            URI address = address(url.strip());
            String bare = nameOf(address);
            String name = bare;
            for (int number = 2; addresses.containsKey(name); number++) {
                name = bare + " " + number;
            }
            addresses.put(name, address);
        }
    }

    private static String authorization(@Nullable String user, String password) {
        return user == null
                ? "Bearer " + password
                : "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static URI address(String url) {
        try {
            URI address = new URI(url.replace(" ", "%20"));
            if (GuardedClient.isOfTheWeb(address)) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Said below, as for other addresses that are none.
        }
        throw new MillraceException(
                ErrorCode.INVALID_CONFIGURATION,
                "\"" + (url.contains("?") ? url.substring(0, url.indexOf('?')) : url)
                        + "\" is no address of the web. Write it as the browser shows it, beginning with https://.");
    }

    /** Without query and user, in which keys may stand. */
    private static String nameOf(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        String path = address.getPath() == null ? "" : address.getPath();
        return address.getScheme() + "://" + address.getHost() + port + path;
    }

    @Override
    public List<StoredFile> files() {
        List<StoredFile> files = new ArrayList<>();
        for (String name : addresses.keySet()) {
            files.add(look(name));
        }
        return files;
    }

    private StoredFile look(String name) {
        try (Response head = ask(name, "HEAD")) {
            if (!NO_HEAD.contains(head.status())) {
                return described(name, head);
            }
        } catch (IOException e) {
            throw StoreMessages.unreachable(name, e);
        }
        try (Response answer = ask(name, "GET")) {
            return described(name, answer);
        } catch (IOException e) {
            throw StoreMessages.unreachable(name, e);
        }
    }

    private Response ask(String name, String method) throws IOException {
        URI address = addresses.get(name);
        if (address == null) {
            throw StoreMessages.gone(name);
        }
        HttpRequest.Builder request = GuardedClient.request(address)
                .setHeader("Accept", "*/*")
                // Lengths and tags are those of the file itself then.
                .setHeader("Accept-Encoding", "identity")
                .method(method, BodyPublishers.noBody());
        if (authorization != null) {
            try {
                request.setHeader("Authorization", authorization);
            } catch (IllegalArgumentException e) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "The password or token has a character that HTTP does not allow. Check it for line breaks.",
                        e);
            }
        }
        return client.send(request.build());
    }

    private static StoredFile described(String name, Response answer) {
        requireFile(name, answer);
        String tag = answer.headers().firstValue("ETag").orElse("");
        String written = answer.headers().firstValue("Last-Modified").orElse("");
        long bytes = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        String version = !tag.isEmpty() ? tag : written.isEmpty() ? "" : written + " " + bytes;
        return new StoredFile(name, time(written), version, bytes);
    }

    private static @Nullable Instant time(String written) {
        try {
            return written.isEmpty()
                    ? null
                    : ZonedDateTime.parse(written, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void requireFile(String name, Response answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return;
        }
        throw switch (status) {
            case 401, 403, 407 ->
                new MillraceException(
                        ErrorCode.SOURCE_LOGIN_REFUSED,
                        name + " is not given to Millrace (status " + status
                                + "). Check user name, password or token, or make the link public.");
            case 404, 410 -> StoreMessages.gone(name);
            case 429, 500, 502, 503, 504 ->
                new MillraceException(
                        ErrorCode.SOURCE_INTERRUPTED,
                        name + " can't be had right now (status " + status + "). It is tried again.");
            default ->
                new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        name + " is answered with status " + status
                                + " instead of a file. Open the address in a browser to see why.");
        };
    }

    @Override
    public InputStream open(StoredFile file) throws IOException {
        Response answer = ask(file.name(), "GET");
        try {
            requireFile(file.name(), answer);
            return answer.body();
        } catch (MillraceException e) {
            answer.close();
            throw e;
        }
    }

    /** An answer is of one piece. One that is newer than the list is read once more by the next sync, which sees another version. */
    @Override
    public boolean isUnchanged(StoredFile file) {
        return true;
    }

    @Override
    public void cancel() {
        client.cancel();
    }

    @Override
    public void close() {
        client.close();
    }
}
