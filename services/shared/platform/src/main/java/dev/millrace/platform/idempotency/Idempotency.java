package dev.millrace.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.secrets.TenantSecrets;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.TenantContext;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a request with an {@code Idempotency-Key} create its thing once. The answer is kept with the transaction that creates
 * the thing, for 24 hours, and given again to whoever sends the same key for the same request: the same caller in the same
 * tenant. Answers may hold secrets, such as a new API key, so they are kept encrypted with the tenant's key. A request that
 * failed is not kept; it may be sent again with its key.
 *
 * <p>A service that uses this has the table {@code idempotent_answers}.
 */
@ApplicationScoped
public class Idempotency {

    /** The request's header. */
    public static final String HEADER = "Idempotency-Key";

    /** What the API's document says of it. */
    public static final String DESCRIPTION =
            "A text of your own, up to 200 characters. The same request with the same key within 24 hours creates nothing"
                    + " more and gets the first one's answer.";

    /** The header of an answer that was given before. */
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Duration KEPT = Duration.ofHours(24);
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final String PURPOSE = "idempotent-answer:";

    private final EntityManager entities;
    private final TenantContext context;
    private final TenantSecrets secrets;
    private final ObjectMapper json;
    private final InstantSource clock;

    Idempotency(
            EntityManager entities,
            TenantContext context,
            TenantSecrets secrets,
            ObjectMapper json,
            InstantSource clock) {
        this.entities = entities;
        this.context = context;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
    }

    private record Request(TenantId tenant, String caller, String key, String fingerprint) {}

    /** All of it is encrypted, the fingerprint too: a body may hold a password, which its hash would help to guess. */
    @RegisterForReflection(registerFullHierarchy = true)
    private record Kept(
            String fingerprint,
            int status,
            @Nullable String location,
            @Nullable JsonNode entity) {}

    /**
     * Does the work of a member's request, or answers as before.
     *
     * @param key of the request; null when it has none, and the work is done whatever came before
     * @param operation what is asked for, with the ids of the path: the same key for another is refused
     * @param body what is asked for; it holds no stream
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Response once(@Nullable String key, String operation, Object body, Supplier<Response> work) {
        Membership membership = context.membership()
                .orElseThrow(() -> new IllegalStateException(operation + " is no request of a member"));
        return once(membership.member(), key, operation, body, work);
    }

    /**
     * The same for a caller who is no member of the current tenant, because the work is what makes it.
     *
     * @param caller an id of the caller's that stays
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Response once(String caller, @Nullable String key, String operation, Object body, Supplier<Response> work) {
        if (key == null) {
            return work.get();
        }
        requireValid(key);
        Request request = new Request(context.tenant(), caller, key, fingerprint(operation, body));
        lock(request);
        Optional<Response> before = find(request);
        if (before.isPresent()) {
            return before.get();
        }
        Response answer = work.get();
        keep(request, answer);
        return answer;
    }

    /** Refuses a key that is none. */
    public static void requireValid(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST,
                    HEADER
                            + " must have 1 to 200 printable ASCII characters without spaces; a random UUID is a good one.");
        }
    }

    private void lock(Request request) {
        boolean locked = (Boolean)
                entities.createNativeQuery("select pg_try_advisory_xact_lock(hashtextextended(:name, 7204811))")
                        .setParameter("name", request.tenant() + "\n" + request.caller() + "\n" + request.key())
                        .getSingleResult();
        if (!locked) {
            throw new MillraceException(
                    ErrorCode.CONFLICT,
                    "The same request is being worked on right now. Send it again in a few seconds to get its answer.");
        }
    }

    private Optional<Response> find(Request request) {
        List<?> found = entities.createNativeQuery("select answer from idempotent_answers"
                        + " where tenant_id = :tenant and caller = :caller and key = :key"
                        + " and created_at > :outdated")
                .setParameter("tenant", request.tenant().toString())
                .setParameter("caller", request.caller())
                .setParameter("key", request.key())
                .setParameter("outdated", clock.instant().minus(KEPT))
                .getResultList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Kept kept = read(secrets.decrypt(request.tenant(), purpose(request), (byte[]) found.getFirst()));
        if (!kept.fingerprint().equals(request.fingerprint())) {
            throw new MillraceException(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "This " + HEADER + " was sent with another request before. Take a new key for a new request.");
        }
        return Optional.of(replay(kept));
    }

    private void keep(Request request, Response answer) {
        Kept kept = new Kept(
                request.fingerprint(),
                answer.getStatus(),
                answer.getLocation() == null ? null : answer.getLocation().toString(),
                answer.hasEntity() ? json.valueToTree(answer.getEntity()) : null);
        Instant now = clock.instant();
        entities.createNativeQuery(
                        "delete from idempotent_answers where tenant_id = :tenant" + " and created_at <= :outdated")
                .setParameter("tenant", request.tenant().toString())
                .setParameter("outdated", now.minus(KEPT))
                .executeUpdate();
        entities.createNativeQuery("insert into idempotent_answers (tenant_id, caller, key, answer, created_at)"
                        + " values (:tenant, :caller, :key, :answer, :now)")
                .setParameter("tenant", request.tenant().toString())
                .setParameter("caller", request.caller())
                .setParameter("key", request.key())
                .setParameter("now", now)
                .setParameter("answer", secrets.encrypt(request.tenant(), purpose(request), write(kept)))
                .executeUpdate();
    }

    private static Response replay(Kept kept) {
        Response.ResponseBuilder answer = Response.status(kept.status()).header(REPLAYED, "true");
        String location = kept.location();
        if (location != null) {
            answer.location(URI.create(location));
        }
        JsonNode entity = kept.entity();
        if (entity != null && !entity.isNull()) {
            answer.entity(entity).type(MediaType.APPLICATION_JSON_TYPE);
        }
        return answer.build();
    }

    private String fingerprint(String operation, Object body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(operation.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(json.writeValueAsBytes(body)));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("cannot tell requests apart", e);
        }
    }

    private String write(Kept kept) {
        try {
            return json.writeValueAsString(kept);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot keep an answer", e);
        }
    }

    private Kept read(String text) {
        try {
            return json.readValue(text, Kept.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read a kept answer", e);
        }
    }

    private static String purpose(Request request) {
        return PURPOSE + request.caller() + ":" + request.key();
    }
}
