package dev.millrace.connector.spi.http;

import dev.millrace.connector.spi.CertificateFailures;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests by the JDK's client, to hosts that the guard lets through. The guard judges a host right before each request to
 * it, redirected ones included; the JVM remembers for longer than that which addresses a name has, so the client calls one of those
 * that were judged. Belongs to one session; its threads may share it.
 */
public final class GuardedClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Until the answer begins. Exports and searches take their time. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

    /** In the middle of an answer. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    private static final int MAX_REDIRECTS = 5;

    /** One for all: each has a thread of its own, and thousands of runs may wait. It keeps no cookies and no credentials. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /**
     * An answer whose body is still to be read. A body that goes silent is closed, which its reader learns as an error.
     *
     * @param address that answered, behind redirects
     */
    public record Response(int status, HttpHeaders headers, InputStream body, URI address) implements AutoCloseable {

        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                // Nothing more is wanted of it.
            }
        }
    }

    private final EgressGuard guard;
    private final HttpClient client;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Map<Object, CompletableFuture<HttpResponse<InputStream>>> running = new ConcurrentHashMap<>();
    private final OpenBodies bodies;

    /** A client of the hosts that the guard lets through. */
    public GuardedClient(EgressGuard guard) {
        this(guard, LONGEST_SILENCE);
    }

    /** A client that waits so long for the next bytes of an answer. */
    public GuardedClient(EgressGuard guard, Duration longestSilence) {
        this(guard, longestSilence, CLIENT);
    }

    /** The same by another of the JDK's clients. */
    GuardedClient(EgressGuard guard, Duration longestSilence, HttpClient client) {
        this.guard = guard;
        this.client = client;
        this.bodies = new OpenBodies(longestSilence);
    }

    /** The beginning of a request to an address of the web. */
    public static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(ANSWER_TIMEOUT).setHeader("User-Agent", "Millrace");
    }

    /**
     * Whether an address is one of the web, which can be asked.
     *
     * @param address whole, with its scheme
     */
    public static boolean isOfTheWeb(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        return address.getHost() != null && (scheme.equals("https") || scheme.equals("http"));
    }

    /**
     * Sends a request and follows redirects, up to five. Credentials stay with the host that they are for (RFC 9110, section 15.4).
     *
     * @throws IOException when nobody answers, or the answer breaks off
     * @throws MillraceException when a host may not be called, or does not prove who it is
     * @throws ReadStoppedException after {@link #cancel}
     */
    public Response send(HttpRequest request) throws IOException {
        HttpRequest next = request;
        for (int redirects = 0; ; redirects++) {
            Response response = sendOnce(next);
            String location = response.headers().firstValue("Location").orElse(null);
            if (response.status() < 300 || response.status() > 399 || location == null || redirects == MAX_REDIRECTS) {
                return response;
            }
            response.close();
            next = redirected(next, response.status(), location);
        }
    }

    private static HttpRequest redirected(HttpRequest request, int status, String location) throws IOException {
        URI target;
        try {
            target = request.uri().resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("a redirect to nowhere", e);
        }
        if (!isOfTheWeb(target)) {
            throw new IOException("a redirect to what is no address of the web");
        }
        boolean kept = keepsCredentials(request.uri(), target);
        HttpRequest.Builder next = HttpRequest.newBuilder(
                        request, (name, value) -> kept || name.equalsIgnoreCase("Accept"))
                .uri(target);
        boolean keepsMethod = status == 307
                || status == 308
                || request.method().equals("GET")
                || request.method().equals("HEAD");
        return keepsMethod
                ? next.build()
                : next.method("GET", BodyPublishers.noBody()).build();
    }

    private static boolean keepsCredentials(URI from, URI to) {
        boolean opened = "https".equalsIgnoreCase(from.getScheme()) && "http".equalsIgnoreCase(to.getScheme());
        return !opened && from.getHost().equalsIgnoreCase(to.getHost());
    }

    /**
     * Sends a request, and gives back redirects as they are.
     *
     * @throws IOException when nobody answers
     * @throws MillraceException when the host may not be called, or does not prove who it is
     * @throws ReadStoppedException after {@link #cancel}
     */
    public Response sendOnce(HttpRequest request) throws IOException {
        judge(guard, request.uri().getHost(), InetAddress::getAllByName);
        CompletableFuture<HttpResponse<InputStream>> future = client.sendAsync(request, BodyHandlers.ofInputStream());
        Object self = new Object();
        running.put(self, future);
        if (isCancelled()) {
            future.cancel(true);
        }
        try {
            HttpResponse<InputStream> response = future.get();
            return new Response(
                    response.statusCode(), response.headers(), bodies.watch(response.body()), request.uri());
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        } catch (CancellationException e) {
            throw new ReadStoppedException();
        } catch (ExecutionException e) {
            if (isCancelled()) {
                throw new ReadStoppedException();
            }
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            Optional<MillraceException> certificate =
                    CertificateFailures.in(cause, request.uri().getHost());
            if (certificate.isPresent()) {
                throw certificate.get();
            }
            throw cause instanceof IOException failed ? failed : new IOException(cause);
        } finally {
            running.remove(self);
        }
    }

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** The client takes whichever address it likes, so all that a name has must be allowed. */
    static void judge(EgressGuard guard, String host, Resolver resolver) {
        try {
            for (InetAddress address : resolver.resolve(host)) {
                guard.resolve(address.getHostAddress());
            }
        } catch (UnknownHostException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREACHABLE,
                    "There is no host named " + host + ". Check the spelling of the host name.",
                    e);
        }
    }

    /** Waits, unless it is cancelled. */
    public void sleep(Duration duration) {
        try {
            if (cancelled.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ReadStoppedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        }
    }

    /** Whether somebody wants no more. */
    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Ends what is going on, from another thread. */
    public void cancel() {
        cancelled.countDown();
        running.values().forEach(future -> future.cancel(true));
        bodies.close();
    }

    @Override
    public void close() {
        cancel();
    }
}
