package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.guess.Guess;
import dev.millrace.connector.rest.guess.Wish;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.CredentialKeeper;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.MillraceException;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an address by the manifest that was guessed for it; guesses one where there is none, or where it is of another address. */
final class HttpJsonSession implements SourceSession {

    private final Wish wish;
    private final String given;
    private final SourceContext context;
    private final GuardedHttp http;
    private volatile @Nullable SourceSession reading;

    HttpJsonSession(Wish wish, String given, SourceContext context) {
        this.wish = wish;
        this.given = given;
        this.context = context;
        this.http = new GuardedHttp(context.egress());
    }

    @Override
    public void check() {
        reading().check();
    }

    @Override
    public Catalog discover() {
        return reading().discover();
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        reading().read(request, output);
    }

    private SourceSession reading() {
        SourceSession present = reading;
        if (present != null) {
            return present;
        }
        String text = isOfThisAddress() ? given : guessed();
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("url", Guess.withoutWritten(wish.url(), parameters(Manifest.parse(text))));
        configuration.put("origin", origin());
        configuration.put("headers", wish.headers());
        SourceSession opened = new RestSource("http-json", text)
                .open(new SourceContext(
                        Json.write(configuration),
                        context.egress(),
                        context.uploads(),
                        context.temporaryFolder(),
                        context.clock(),
                        context.log()));
        reading = opened;
        return opened;
    }

    /** What somebody has changed in it is theirs. */
    private boolean isOfThisAddress() {
        if (given.equals(HttpJsonSource.TO_BE_GUESSED)) {
            return false;
        }
        Object from = Tree.mapOrEmpty(Manifest.parse(given).field("metadata")).get(Guess.GUESSED_FROM);
        return from == null || from.equals(wish.told());
    }

    private String guessed() {
        Guess guess;
        try {
            guess = Guess.of(wish, http, http::sleep);
        } catch (MillraceException e) {
            if (http.isCancelled()) {
                throw new ReadStoppedException();
            }
            throw e;
        }
        context.log().info(guess.words());
        context.credentials().requireTurn();
        context.credentials()
                .keep(List.of(new CredentialKeeper.Change(
                        HttpJsonSource.MANIFEST, Json.write(given), Json.write(guess.manifest()))));
        return guess.manifest();
    }

    private String origin() {
        URI address = URI.create(wish.url().replace(" ", "%20"));
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    /** Those that the manifest writes into each request. */
    private static Set<String> parameters(Manifest manifest) {
        Set<String> names = new HashSet<>();
        manifest.find(document -> {
            collect(document, names);
            return names;
        });
        return names;
    }

    private static void collect(@Nullable Object node, Set<String> names) {
        switch (node) {
            case Map<?, ?> map -> {
                if ("request_parameter".equals(map.get("inject_into"))) {
                    names.add(String.valueOf(map.get("field_name")));
                }
                map.values().forEach(value -> collect(value, names));
            }
            case List<?> list -> list.forEach(value -> collect(value, names));
            case null, default -> {
                // Nothing to inject.
            }
        }
    }

    @Override
    public void cancel() {
        http.cancel();
        SourceSession present = reading;
        if (present != null) {
            present.cancel();
        }
    }

    @Override
    public void close() {
        http.close();
        SourceSession present = reading;
        if (present != null) {
            present.close();
        }
    }
}
