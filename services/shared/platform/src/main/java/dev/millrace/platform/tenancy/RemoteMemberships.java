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
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Memberships as tenant-management tells them, remembered for a few seconds: that is how long somebody who was removed
 * can still get in.
 */
@ApplicationScoped
@DefaultBean
class RemoteMemberships implements Memberships {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;

    private final TenantManagementApi tenantManagement;
    private final Cache<AccessQuestion, Optional<Membership>> remembered = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(10_000)
            .build();

    RemoteMemberships(@RestClient TenantManagementApi tenantManagement) {
        this.tenantManagement = tenantManagement;
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
        Optional<Membership> answer = askRemote(question);
        remembered.put(question, answer);
        return answer;
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
