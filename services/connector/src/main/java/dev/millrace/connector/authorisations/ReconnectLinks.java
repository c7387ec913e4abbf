package dev.millrace.connector.authorisations;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TimeOrderedUuid;
import dev.millrace.platform.tenancy.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/** Links for whoever owns an account at a vendor and has no login here. */
@ApplicationScoped
class ReconnectLinks {

    private static final Duration LIFE = Duration.ofDays(3);

    private final TenantScope scope;
    private final EntityManager entities;
    private final InstantSource clock;

    ReconnectLinks(TenantScope scope, EntityManager entities, InstantSource clock) {
        this.scope = scope;
        this.entities = entities;
        this.clock = clock;
    }

    /** A link and the token that opens it, which nobody can read again. */
    record Made(ReconnectLink link, String token) {}

    Made make(SourceId source, String workspace, String createdBy) {
        String token = Question.random();
        ReconnectLink link = new ReconnectLink();
        link.id = TimeOrderedUuid.next();
        link.sourceId = source.value();
        link.tokenHash = Question.hash(token);
        link.workspace = workspace;
        link.createdBy = createdBy;
        link.createdAt = clock.instant();
        link.expiresAt = link.createdAt.plus(LIFE);
        link.persist();
        return new Made(link, token);
    }

    /** Work for whoever has this token while the link is good, on the rows of the tenant that made it and of no other. */
    <T> T opened(String token, BiFunction<TenantId, ReconnectLink, T> work) {
        return known(token, (tenant, link) -> {
            if (link.usedAt != null || link.expiresAt.isBefore(clock.instant())) {
                throw gone();
            }
            return work.apply(tenant, link);
        });
    }

    /** The same for one that may have been used. */
    <T> T known(String token, BiFunction<TenantId, ReconnectLink, T> work) {
        List<?> found = scope.acrossTenants(
                () -> entities.createNativeQuery("select tenant_id, id from reconnect_links where token_hash = :hash")
                        .setParameter("hash", Question.hash(token))
                        .getResultList());
        if (found.isEmpty()) {
            throw gone();
        }
        Object[] row = (Object[]) found.getFirst();
        TenantId tenant = TenantId.fromString((String) row[0]);
        return scope.within(tenant, () -> work.apply(tenant, get((UUID) row[1])));
    }

    private static ReconnectLink get(UUID id) {
        return ReconnectLink.<ReconnectLink>find("id", id).firstResultOptional().orElseThrow(ReconnectLinks::gone);
    }

    /** Uses a link up; false when somebody else has. */
    boolean use(UUID id) {
        int used = entities.createNativeQuery(
                        "update reconnect_links set used_at = :now where id = :id and used_at is null and expires_at > :now")
                .setParameter("now", clock.instant())
                .setParameter("id", id)
                .executeUpdate();
        return used == 1;
    }

    private static MillraceException gone() {
        return new MillraceException(
                ErrorCode.NOT_FOUND,
                "This link has been used or is too old. Ask whoever sent it to you for a new one.");
    }
}
