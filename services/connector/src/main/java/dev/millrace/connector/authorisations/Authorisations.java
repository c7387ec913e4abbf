package dev.millrace.connector.authorisations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.runs.Runs;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.events.AuthorisationJobData;
import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceJson;
import dev.millrace.events.Topics;
import dev.millrace.kernel.AuthorisationId;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.secrets.TenantSecrets;
import dev.millrace.work.AuthorisationCompletion;
import dev.millrace.work.AuthorisationCompletion.Tokens;
import dev.millrace.work.ClaimedAuthorisation;
import dev.millrace.work.ConnectorDescriptor;
import dev.millrace.work.Failure;
import dev.millrace.work.RunKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The authorisations of the tenant that the current transaction sees. */
@ApplicationScoped
public class Authorisations {

    /** From the question to its answer: time to log in at the vendor's. */
    static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final int MOST_AT_ONCE = 20;

    private final Sources sources;
    private final Runs runs;
    private final PlatformApps apps;
    private final ReconnectLinks links;
    private final TenantSecrets secrets;
    private final Outbox outbox;
    private final InstantSource clock;
    private final String redirectUri;

    Authorisations(
            Sources sources,
            Runs runs,
            PlatformApps apps,
            ReconnectLinks links,
            TenantSecrets secrets,
            Outbox outbox,
            InstantSource clock,
            AuthorisationsConfiguration configuration) {
        this.sources = sources;
        this.runs = runs;
        this.apps = apps;
        this.links = links;
        this.secrets = secrets;
        this.outbox = outbox;
        this.clock = clock;
        this.redirectUri = configuration.publicUrl().toString().replaceAll("/+$", "") + "/oauth/callback";
    }

    /**
     * A question that was put.
     *
     * @param url that the person's browser is sent to
     */
    record Asked(Authorisation authorisation, String url) {}

    /** Who may bring the answer: a member of the tenant, or whoever has a link. */
    sealed interface Asker {

        /** A member, by their id. */
        record Member(String id) implements Asker {}

        /** Whoever has the link of that id. */
        record LinkHolder(UUID link) implements Asker {}
    }

    /** Asks for the permission of a source that there is not yet. */
    Asked ask(TenantId tenant, Asker asker, String connectorName, JsonNode configuration) {
        ConnectorDescriptor connector = sources.connectorNamed(connectorName);
        return ask(tenant, asker, connector, null, configuration);
    }

    /** Asks for the permission of a source anew. */
    Asked askAnew(TenantId tenant, Asker asker, Source source, JsonNode changed) {
        ObjectNode configuration =
                sources.configurationWithSecrets(tenant, source).deepCopy();
        changed.properties().stream()
                .filter(field -> !field.getValue().asText().isEmpty())
                .forEach(field -> configuration.set(field.getKey(), field.getValue()));
        return ask(tenant, asker, sources.connectorOf(source), source, configuration);
    }

    private Asked ask(
            TenantId tenant,
            Asker asker,
            ConnectorDescriptor connector,
            @Nullable Source source,
            JsonNode configuration) {
        AuthorisationTerms terms = AuthorisationTerms.of(connector)
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.INVALID_REQUEST,
                        connector.title() + " has no permission to be given in the browser. Fill in its form."));
        if (Authorisation.count("state in ?1", List.of(Authorisation.State.ASKED, Authorisation.State.WAITING))
                >= MOST_AT_ONCE) {
            throw new MillraceException(
                    ErrorCode.LIMIT_REACHED,
                    "Many permissions are being asked for. Finish one, or wait a few minutes.");
        }
        PlatformApps.App app = app(connector, terms, configuration);
        Authorisation authorisation = new Authorisation();
        authorisation.id = AuthorisationId.create().value();
        authorisation.connector = connector.name();
        authorisation.sourceId = source == null ? null : source.id;
        switch (asker) {
            case Asker.Member member -> authorisation.member = member.id();
            case Asker.LinkHolder holder -> authorisation.linkId = holder.link();
        }
        authorisation.state = Authorisation.State.ASKED;
        authorisation.movedAt = clock.instant();
        String prefix = switch (asker) {
            case Asker.Member member -> tenant.toString();
            case Asker.LinkHolder holder -> "link";
        };
        AuthorisationSecrets known = new AuthorisationSecrets(
                terms,
                app.clientId(),
                app.clientSecret().isEmpty() ? null : app.clientSecret(),
                prefix + "." + authorisation.id + "." + Question.random(),
                Question.random(),
                redirectUri,
                null,
                null);
        keep(tenant, authorisation, known);
        authorisation.persist();
        return new Asked(authorisation, Question.url(known));
    }

    /** The tenant's own app if it is filled in, and the platform's otherwise. */
    private PlatformApps.App app(ConnectorDescriptor connector, AuthorisationTerms terms, JsonNode configuration) {
        String id = configuration.path(terms.fields().clientId()).asText("");
        String secretField = terms.fields().clientSecret();
        String secret =
                secretField == null ? "" : configuration.path(secretField).asText("");
        if (!id.isBlank()) {
            return new PlatformApps.App(id.strip(), secret.strip());
        }
        return apps.of(connector.name())
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "The client ID and the client secret of your app at %s are missing. Fill them in first."
                                .formatted(connector.title())));
    }

    Authorisation get(AuthorisationId id) {
        return Authorisation.<Authorisation>find("id", id.value())
                .firstResultOptional()
                .orElseThrow(Authorisations::noSuchAuthorisation);
    }

    private static Authorisation lock(AuthorisationId id) {
        return Authorisation.<Authorisation>find("id", id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(Authorisations::noSuchAuthorisation);
    }

    /** Takes what the login server said, from whoever was asked and nobody else. */
    Authorisation answer(
            TenantId tenant,
            Asker asker,
            AuthorisationId id,
            String state,
            @Nullable String code,
            @Nullable String error) {
        Authorisation authorisation = lock(id);
        AuthorisationSecrets known = secretsOf(tenant, authorisation);
        if (!isFor(authorisation, asker) || !same(known.state(), state)) {
            throw new MillraceException(
                    ErrorCode.NOT_ALLOWED,
                    "This permission was asked for in another session. Go back to Millrace and authorise again.");
        }
        if (authorisation.state != Authorisation.State.ASKED) {
            throw new MillraceException(
                    ErrorCode.CONFLICT, "This permission has been answered already. Authorise again if it is needed.");
        }
        if (authorisation.movedAt.plus(PATIENCE).isBefore(clock.instant())) {
            fail(authorisation, Failure.of(ErrorCode.SOURCE_LOGIN_REFUSED, "It took too long. Authorise again."));
        } else if (code == null || code.isBlank()) {
            fail(
                    authorisation,
                    Failure.of(
                            ErrorCode.SOURCE_NOT_PERMITTED,
                            "access_denied".equals(error)
                                    ? "The permission was not given. Authorise again when you want to give it."
                                    : "The login server did not give the permission (%s). Authorise again."
                                            .formatted(error == null ? "it did not say why" : plain(error))));
        } else {
            authorisation.state = Authorisation.State.WAITING;
            authorisation.movedAt = clock.instant();
            keep(tenant, authorisation, known.withCode(code));
            outbox.publish(
                    Topics.JOBS,
                    EventTypes.AUTHORISE,
                    tenant,
                    null,
                    new AuthorisationJobData(authorisation.authorisationId()));
        }
        return authorisation;
    }

    private static boolean isFor(Authorisation authorisation, Asker asker) {
        return switch (asker) {
            case Asker.Member member -> member.id().equals(authorisation.member);
            case Asker.LinkHolder holder -> holder.link().equals(authorisation.linkId);
        };
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** What a login server calls an error comes by way of the browser: anybody may have written it. */
    private static String plain(String error) {
        return error.matches("[a-z_]{1,60}") ? error : "its reason can't be read";
    }

    /** Gives the code to a worker, once: it is good for one exchange. */
    ClaimedAuthorisation claim(TenantId tenant, AuthorisationId id, String worker) {
        Authorisation authorisation = lock(id);
        AuthorisationSecrets known = secretsOf(tenant, authorisation);
        String code = known.code();
        if (authorisation.state != Authorisation.State.WAITING || code == null) {
            throw new MillraceException(ErrorCode.FENCED, "The authorisation is " + authorisation.state + ".");
        }
        authorisation.state = Authorisation.State.EXCHANGING;
        authorisation.worker = worker;
        return new ClaimedAuthorisation(
                id,
                tenant,
                known.terms().tokenUrl(),
                known.terms().basic(),
                known.clientId(),
                known.clientSecret(),
                code,
                known.verifier(),
                known.redirectUri());
    }

    /** Takes the tokens. Those of a source that is there go into its configuration at once. */
    void complete(TenantId tenant, AuthorisationId id, AuthorisationCompletion completion) {
        Authorisation authorisation = lock(id);
        if (authorisation.state != Authorisation.State.EXCHANGING
                || !completion.worker().equals(authorisation.worker)) {
            throw new MillraceException(ErrorCode.FENCED, "The authorisation is over, or another worker's.");
        }
        Tokens tokens = completion.tokens();
        if (tokens == null) {
            Failure failure = completion.failure();
            fail(
                    authorisation,
                    failure == null
                            ? Failure.of(ErrorCode.INTERNAL, "No tokens came, and the worker did not say why.")
                            : failure);
            return;
        }
        AuthorisationSecrets known = secretsOf(tenant, authorisation);
        if (known.terms().fields().refreshToken() != null && tokens.refreshToken() == null) {
            fail(
                    authorisation,
                    Failure.of(
                            ErrorCode.SOURCE_NOT_PERMITTED,
                            "The login server gave no refresh token, without which the access ends within hours. Take the app's"
                                    + " permission back at the vendor, then authorise again."));
            return;
        }
        UUID link = authorisation.linkId;
        if (link != null && !links.use(link)) {
            fail(authorisation, Failure.of(ErrorCode.CONFLICT, "This link has been used already. Ask for a new one."));
            return;
        }
        authorisation.state = Authorisation.State.DONE;
        UUID source = authorisation.sourceId;
        if (source == null) {
            keep(tenant, authorisation, known.withTokens(tokens));
        } else {
            apply(tenant, sources.lock(new SourceId(source)), known.withTokens(tokens));
        }
    }

    private void apply(TenantId tenant, Source source, AuthorisationSecrets known) {
        ObjectNode whole = sources.configurationWithSecrets(tenant, source).deepCopy();
        whole.setAll(fields(known));
        sources.reconfigure(tenant, source, whole);
        source.accessGranted(endsAt(known));
        if (runs.active(source.sourceId()).isEmpty()) {
            runs.start(source, RunKind.DISCOVER);
        }
    }

    /**
     * What a permission gives to the configuration of a new source; good for one.
     *
     * @param fields of the form
     * @param endsAt when the permission ends, where that is known
     */
    public record Permission(ObjectNode fields, @Nullable Instant endsAt) {

        @Override
        public String toString() {
            return "Permission[***]";
        }
    }

    /** Uses a permission that the same member was given for this connector. */
    public Permission use(TenantId tenant, String member, AuthorisationId id, String connector) {
        Authorisation authorisation = lock(id);
        if (authorisation.state != Authorisation.State.DONE
                || authorisation.sourceId != null
                || !member.equals(authorisation.member)
                || !connector.equals(authorisation.connector)) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "This permission is not for this source. Authorise again.");
        }
        AuthorisationSecrets known = secretsOf(tenant, authorisation);
        authorisation.delete();
        return new Permission(fields(known), endsAt(known));
    }

    private static ObjectNode fields(AuthorisationSecrets known) {
        AuthorisationTerms.Fields names = known.terms().fields();
        ObjectNode fields = MillraceJson.mapper().createObjectNode();
        fields.put(names.clientId(), known.clientId());
        putIfThere(fields, names.clientSecret(), known.clientSecret());
        Tokens tokens = known.tokens();
        if (tokens != null) {
            putIfThere(fields, names.refreshToken(), tokens.refreshToken());
            putIfThere(fields, names.accessToken(), tokens.accessToken());
        }
        return fields;
    }

    private static void putIfThere(ObjectNode fields, @Nullable String name, @Nullable String value) {
        if (name != null && value != null) {
            fields.put(name, value);
        }
    }

    private @Nullable Instant endsAt(AuthorisationSecrets known) {
        Tokens tokens = known.tokens();
        Duration told = tokens == null ? null : tokens.refreshTokenLife();
        Integer days = known.terms().lastsDays();
        if (told != null && !told.isZero()) {
            return clock.instant().plus(told);
        }
        return days == null ? null : clock.instant().plus(Duration.ofDays(days));
    }

    /** Nobody answers for it any more. */
    void giveUp(AuthorisationId id) {
        Authorisation authorisation = lock(id);
        if (authorisation.state == Authorisation.State.WAITING
                || authorisation.state == Authorisation.State.EXCHANGING) {
            fail(
                    authorisation,
                    Failure.of(ErrorCode.WORKER_LOST, "The permission could not be taken in time. Authorise again."));
        }
    }

    private static void fail(Authorisation authorisation, Failure failure) {
        authorisation.state = Authorisation.State.FAILED;
        authorisation.failure = failure;
    }

    private void keep(TenantId tenant, Authorisation authorisation, AuthorisationSecrets known) {
        try {
            authorisation.secrets = secrets.encrypt(
                    tenant, purpose(authorisation), MillraceJson.mapper().writeValueAsString(known));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AuthorisationSecrets secretsOf(TenantId tenant, Authorisation authorisation) {
        try {
            return MillraceJson.mapper()
                    .readValue(
                            secrets.decrypt(tenant, purpose(authorisation), authorisation.secrets),
                            AuthorisationSecrets.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String purpose(Authorisation authorisation) {
        return "authorisation:" + authorisation.id;
    }

    private static MillraceException noSuchAuthorisation() {
        return new MillraceException(
                ErrorCode.NOT_FOUND, "There is no such permission any more. Go back to Millrace and authorise again.");
    }
}
