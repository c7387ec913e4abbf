package dev.millrace.connector.rest;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.HttpExchange;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Urls;
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
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * Sends requests by the JDK's client, to hosts that the guard lets through. The guard judges a host right before each request to
 * it, redirected ones included; the JVM remembers for longer than that which addresses a name has, so the client calls one of those
 * that were judged.
 */
final class GuardedHttp implements HttpExchange, AutoCloseable {

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

    private final EgressGuard guard;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Map<Object, CompletableFuture<HttpResponse<InputStream>>> running = new ConcurrentHashMap<>();
    private final OpenBodies bodies;

    GuardedHttp(EgressGuard guard) {
        this(guard, LONGEST_SILENCE);
    }

    GuardedHttp(EgressGuard guard, Duration longestSilence) {
        this.guard = guard;
        this.bodies = new OpenBodies(longestSilence);
    }

    @Override
    public Answer send(Request request) throws IOException {
        Request next = request;
        for (int redirects = 0; ; redirects++) {
            HttpResponse<InputStream> response = sendOnce(next);
            String location = response.headers().firstValue("Location").orElse(null);
            int status = response.statusCode();
            if (status < 300 || status > 399 || location == null || redirects == MAX_REDIRECTS) {
                return answer(response);
            }
            response.body().close();
            next = redirected(next, status, location);
        }
    }

    /** Credentials stay with the host that they are for (RFC 9110, section 15.4). */
    private static Request redirected(Request request, int status, String location) throws IOException {
        String url;
        try {
            url = URI.create(request.url()).resolve(location).toString();
        } catch (IllegalArgumentException e) {
            throw new IOException("a redirect to nowhere", e);
        }
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        if (!Urls.sameHost(request.url(), url)) {
            headers.keySet().removeIf(name -> !name.equalsIgnoreCase("Accept"));
        }
        boolean keepsMethod = status == 307 || status == 308 || request.method().equals("GET");
        return new Request(keepsMethod ? request.method() : "GET", url, headers, keepsMethod ? request.body() : null);
    }

    private HttpResponse<InputStream> sendOnce(Request request) throws IOException {
        URI address = address(request);
        judge(guard, address.getHost(), InetAddress::getAllByName);
        HttpRequest.Builder builder = HttpRequest.newBuilder(address)
                .timeout(ANSWER_TIMEOUT)
                .setHeader("User-Agent", "Millrace")
                .setHeader("Accept", "*/*")
                .setHeader("Accept-Encoding", "gzip");
        try {
            request.headers().forEach(builder::setHeader);
        } catch (IllegalArgumentException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "A header of the request to " + request.place()
                            + " has a name or a value that HTTP does not allow. Check the credentials for line breaks.",
                    e);
        }
        String body = request.body();
        builder.method(request.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        CompletableFuture<HttpResponse<InputStream>> future =
                CLIENT.sendAsync(builder.build(), BodyHandlers.ofInputStream());
        Object self = new Object();
        running.put(self, future);
        if (cancelled.getCount() == 0) {
            future.cancel(true);
        }
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        } catch (CancellationException e) {
            throw new ReadStoppedException();
        } catch (ExecutionException e) {
            if (cancelled.getCount() == 0) {
                throw new ReadStoppedException();
            }
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
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

    private static URI address(Request request) {
        try {
            URI address = URI.create(request.url());
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (address.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below, as for other addresses that are none.
        }
        throw new MillraceException(
                ErrorCode.INVALID_CONFIGURATION,
                "\"" + request.place()
                        + "\" is no address of the web. Check url_base and path in the manifest, and what the"
                        + " configuration puts into them.");
    }

    private Answer answer(HttpResponse<InputStream> response) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        boolean packed = response.headers()
                .firstValue("Content-Encoding")
                .filter(encoding -> encoding.equalsIgnoreCase("gzip"))
                .isPresent();
        InputStream watched = bodies.watch(response.body());
        return new Answer(response.statusCode(), headers, packed ? new GZIPInputStream(watched) : watched);
    }

    /** Waits, unless it is cancelled. */
    void sleep(Duration duration) {
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
    boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Ends what is going on, from another thread. */
    void cancel() {
        cancelled.countDown();
        running.values().forEach(future -> future.cancel(true));
        bodies.close();
    }

    @Override
    public void close() {
        cancel();
    }
}
