package dev.millrace.connector.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.ConnectorDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/** The catalogue: what the workers said that they can run. */
@ApplicationScoped
public class Connectors {

    private final EntityManager entities;

    Connectors(EntityManager entities) {
        this.entities = entities;
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

    /** All of them, by title. */
    public List<ConnectorDescriptor> all() {
        List<?> found = entities.createNativeQuery("select cast(descriptor as text) from connectors")
                .getResultList();
        return found.stream()
                .map(json -> parse((String) json))
                .sorted(Comparator.comparing(ConnectorDescriptor::title))
                .toList();
    }

    /** One of them. */
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
