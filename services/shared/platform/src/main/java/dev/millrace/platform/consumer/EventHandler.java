package dev.millrace.platform.consumer;

import dev.millrace.events.MillraceEvent;
import java.util.Set;

/**
 * Handles the events of one topic. A bean of this type is subscribed when the service starts; of a service's replicas one
 * handles each event, those of a tenant in order.
 */
public interface EventHandler {

    /** The topic. */
    String topic();

    /** The name of what listens, unique within the service and never changed: its place in the topic hangs on it. */
    String name();

    /** The event types that it handles; the others pass by. */
    Set<String> types();

    /**
     * Handles an event, once, in a transaction that sees the rows of the event's tenant. An exception rolls it back; it is
     * tried again a few times, then the event goes to the dead letters.
     */
    void handle(MillraceEvent event);

    /** Whether events of tenants that have ended reach it. What would leave something of a tenant must not hear of them. */
    default boolean hearsOfEndedTenants() {
        return false;
    }
}
