package dev.millrace.platform.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Memberships as tenant-management tells them, remembered for a few seconds. An event that one of a tenant's has changed, or a key of
 * its was revoked, makes {@link MembershipListener} forget them at once; the seconds are for when events are late.
 *
 * <p>While tenant-management does not answer, what it said last holds for somewhat longer: nobody can change a membership there, and
 * people go on reading.
 */
@ApplicationScoped
@DefaultBean
class RemoteMemberships implements Memberships {

    private static final int NOT_FOUND = 404;

    /** So long nobody asks a tenant-management that did not answer, where there is an old answer. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(2);

    private record Answer(Optional<Membership> membership, Instant given) {}

    private final TenantManagementApi tenantManagement;
    private final MembershipsConfiguration configuration;
    private final InstantSource clock;
    private final Cache<AccessQuestion, Answer> remembered;
    private volatile Instant leftAloneUntil = Instant.MIN;
    /** Counts what was forgotten, so that an answer from before is not remembered after. */
    private final AtomicLong forgotten = new AtomicLong();

    @Inject
    RemoteMemberships(@RestClient TenantManagementApi tenantManagement, MembershipsConfiguration configuration) {
        this(tenantManagement, configuration, InstantSource.system());
    }

    RemoteMemberships(
            TenantManagementApi tenantManagement, MembershipsConfiguration configuration, InstantSource clock) {
        this.tenantManagement = tenantManagement;
        this.configuration = configuration;
        this.clock = clock;
        Duration longest = configuration.remembered().compareTo(configuration.heldWithoutAnswer()) > 0
                ? configuration.remembered()
                : configuration.heldWithoutAnswer();
        this.remembered = Caffeine.newBuilder()
                .expireAfterWrite(longest)
                .maximumSize(10_000)
                .build();
    }

    @Override
    public Optional<Membership> find(TenantId tenant, Caller caller) {
        return ask(
                switch (caller) {
                    case Caller.Person person -> new AccessQuestion(tenant, person.subject(), null);
                    case Caller.KeyHolder key -> new AccessQuestion(tenant, null, key.apiKey());
                });
    }

    @Override
    public Optional<Membership> ofApiKey(Caller.KeyHolder key) {
        return ask(new AccessQuestion(null, null, key.apiKey()));
    }

    private Optional<Membership> ask(AccessQuestion question) {
        Instant now = clock.instant();
        Answer known = remembered.getIfPresent(question);
        if (known != null && isYounger(known, now, configuration.remembered())) {
            return known.membership();
        }
        boolean holds = known != null && isYounger(known, now, configuration.heldWithoutAnswer());
        if (known != null && holds && now.isBefore(leftAloneUntil)) {
            return known.membership();
        }
        long before = forgotten.get();
        Optional<Membership> membership;
        try {
            membership = askRemote(question);
        } catch (MillraceException e) {
            leftAloneUntil = clock.instant().plus(LEFT_ALONE);
            // It may have been forgotten meanwhile.
            if (known != null && holds && forgotten.get() == before) {
                return known.membership();
            }
            throw e;
        }
        if (forgotten.get() == before) {
            remembered.put(question, new Answer(membership, now));
        }
        return membership;
    }

    private static boolean isYounger(Answer answer, Instant now, Duration age) {
        return now.isBefore(answer.given().plus(age));
    }

    /** What was known of a tenant's members and keys may be wrong now. */
    void forget(TenantId tenant) {
        forgotten.incrementAndGet();
        // Whose an API key is, its question does not say.
        remembered
                .asMap()
                .entrySet()
                .removeIf(known -> tenant.equals(known.getKey().tenantId())
                        || known.getValue().membership().filter(of(tenant)).isPresent());
    }

    private static Predicate<Membership> of(TenantId tenant) {
        return membership -> membership.tenantId().equals(tenant);
    }

    /** What was known may be wrong now. */
    void forgetAll() {
        forgotten.incrementAndGet();
        remembered.invalidateAll();
    }

    private Optional<Membership> askRemote(AccessQuestion question) {
        try {
            return Optional.of(tenantManagement.access(question));
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == NOT_FOUND) {
                return Optional.empty();
            }
            throw unavailable(e);
        } catch (ProcessingException e) {
            throw unavailable(e);
        }
    }

    private static MillraceException unavailable(RuntimeException cause) {
        return new MillraceException(
                ErrorCode.PLATFORM_UNAVAILABLE,
                "Memberships can't be looked up right now. Try again in a minute.",
                cause);
    }
}
