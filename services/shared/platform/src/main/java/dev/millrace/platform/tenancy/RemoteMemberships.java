package dev.millrace.platform.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Memberships as tenant-management tells them, remembered for a few seconds. An event that one of a tenant's has changed, or a key of
 * its was revoked, makes {@link MembershipListener} forget them at once; the seconds are for when events are late.
 */
@ApplicationScoped
@DefaultBean
class RemoteMemberships implements Memberships {

    private static final int NOT_FOUND = 404;

    private final TenantManagementApi tenantManagement;
    private final Cache<AccessQuestion, Optional<Membership>> remembered;
    /** Counts what was forgotten, so that an answer from before is not remembered after. */
    private final AtomicLong forgotten = new AtomicLong();

    RemoteMemberships(@RestClient TenantManagementApi tenantManagement, MembershipsConfiguration configuration) {
        this.tenantManagement = tenantManagement;
        this.remembered = Caffeine.newBuilder()
                .expireAfterWrite(configuration.remembered())
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
        Optional<Membership> known = remembered.getIfPresent(question);
        if (known != null) {
            return known;
        }
        long before = forgotten.get();
        Optional<Membership> answer = askRemote(question);
        if (forgotten.get() == before) {
            remembered.put(question, answer);
        }
        return answer;
    }

    /** What was known of a tenant's members and keys may be wrong now. */
    void forget(TenantId tenant) {
        forgotten.incrementAndGet();
        // Whose an API key is, its question does not say.
        remembered
                .asMap()
                .entrySet()
                .removeIf(known -> tenant.equals(known.getKey().tenantId())
                        || known.getValue().filter(of(tenant)).isPresent());
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
