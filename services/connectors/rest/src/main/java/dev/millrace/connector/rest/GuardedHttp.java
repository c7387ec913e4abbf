package dev.millrace.connector.rest;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.HttpExchange;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.http.GuardedClient;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Sends the requests of manifests to hosts that the guard lets through. */
final class GuardedHttp implements HttpExchange, AutoCloseable {

    private final GuardedClient client;

    GuardedHttp(EgressGuard guard) {
        this(new GuardedClient(guard));
    }

    GuardedHttp(GuardedClient client) {
        this.client = client;
    }

    @Override
    public Answer send(Request request) throws IOException {
        HttpRequest.Builder builder = GuardedClient.request(address(request))
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
        return answer(client.send(builder.build()));
    }

    private static URI address(Request request) {
        try {
            URI address = URI.create(request.url());
            if (GuardedClient.isOfTheWeb(address)) {
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

    private static Answer answer(GuardedClient.Response response) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        boolean packed = response.headers()
                .firstValue("Content-Encoding")
                .filter(encoding -> encoding.equalsIgnoreCase("gzip"))
                .isPresent();
        return new Answer(response.status(), headers, packed ? new GZIPInputStream(response.body()) : response.body());
    }

    /** Waits, unless it is cancelled. */
    void sleep(Duration duration) {
        client.sleep(duration);
    }

    /** Whether somebody wants no more. */
    boolean isCancelled() {
        return client.isCancelled();
    }

    /** Ends what is going on, from another thread. */
    void cancel() {
        client.cancel();
    }

    @Override
    public void close() {
        client.close();
    }
}
