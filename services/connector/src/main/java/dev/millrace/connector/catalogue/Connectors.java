package dev.millrace.connector.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.platform.DatabaseClock;
import dev.millrace.work.ConnectorDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The catalogue: what the workers said that they can run. They say it again and again; what none has said for a while is not offered
 * any more, but its description stays for the sources that use it.
 */
@ApplicationScoped
public class Connectors {

    /** The connector that runs the manifests which tenants bring along. */
    public static final String OF_MANIFESTS = "api-manifest";

    private final EntityManager entities;
    private final CatalogueConfiguration configuration;
    private final DatabaseClock clock;

    Connectors(EntityManager entities, CatalogueConfiguration configuration, DatabaseClock clock) {
        this.entities = entities;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Adds a connector, or takes its newer description. */
    public void announce(ConnectorDescriptor descriptor) {
        try {
            entities.createNativeQuery(
                            "insert into connectors (name, descriptor, announced_at)"
                                    + " values (:name, cast(:descriptor as jsonb), now())"
                                    + " on conflict (name) do update set descriptor = excluded.descriptor, announced_at = now()")
                    .setParameter("name", descriptor.name())
                    .setParameter("descriptor", MillraceJson.mapper().writeValueAsString(descriptor))
                    .executeUpdate();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that a worker can run, by title. */
    public List<ConnectorDescriptor> all() {
        List<?> found = entities.createNativeQuery(
                        "select cast(descriptor as text) from connectors where announced_at > :since")
                .setParameter("since", believedSince())
                .getResultList();
        return found.stream()
                .map(json -> parse((String) json))
                .sorted(Comparator.comparing(ConnectorDescriptor::title))
                .toList();
    }

    /** Refuses a connector that no worker can run at present. */
    public void requireAvailable(String name) {
        ConnectorDescriptor connector = get(name);
        if (unavailable().containsKey(name)) {
            throw new MillraceException(
                    ErrorCode.PLATFORM_UNAVAILABLE,
                    connector.title()
                            + " can't be read at present: nothing that can do it is running. What was loaded is still there. Try again in a few minutes; if it stays, tell support.");
        }
    }

    /** The titles of those that no worker can run at present, by name. */
    public Map<String, String> unavailable() {
        List<?> found = entities.createNativeQuery(
                        "select name, descriptor ->> 'title' from connectors where announced_at <= :since")
                .setParameter("since", believedSince())
                .getResultList();
        return found.stream()
                .map(row -> (Object[]) row)
                .collect(Collectors.toUnmodifiableMap(row -> (String) row[0], row -> (String) row[1]));
    }

    /** A connector that was announced before this time only can't be run by any worker at present. */
    public Instant believedSince() {
        return clock.now().minus(configuration.forgottenAfter());
    }

    /** A connector, also one that no worker can run any more. */
    public ConnectorDescriptor get(String name) {
        List<?> found = entities.createNativeQuery("select cast(descriptor as text) from connectors where name = :name")
                .setParameter("name", name)
                .getResultList();
        if (found.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "There is no connector named " + name + ". The catalogue lists those that there are.");
        }
        return parse((String) found.getFirst());
    }

    private static ConnectorDescriptor parse(String json) {
        try {
            return MillraceJson.mapper().readValue(json, ConnectorDescriptor.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
