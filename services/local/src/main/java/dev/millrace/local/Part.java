package dev.millrace.local;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a platform is made of, as {@code --only} names it. */
enum Part {
    POSTGRESQL,
    KAFKA,
    MAIL,
    KEYCLOAK,
    TENANT_MANAGEMENT,
    CONNECTOR,
    SYNC_WORKER,
    TRANSFORM,
    REPORTING,
    CONSOLE;

    /** Our own programs, in the order of the data flow. */
    static final List<Part> SERVICES =
            List.of(TENANT_MANAGEMENT, CONNECTOR, SYNC_WORKER, TRANSFORM, REPORTING, CONSOLE);

    /** The servers that this part talks to. */
    private List<Part> needs() {
        return switch (this) {
            case POSTGRESQL, KAFKA, MAIL -> List.of();
            case KEYCLOAK -> List.of(POSTGRESQL, MAIL);
            case TENANT_MANAGEMENT, CONNECTOR, SYNC_WORKER, TRANSFORM, REPORTING, CONSOLE ->
                List.of(POSTGRESQL, KAFKA, MAIL, KEYCLOAK);
        };
    }

    /** Such as {@code tenant-management}, also the name of a service's folder. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What has to run before this part starts. The services don't wait for Keycloak: they are ready when it is. */
    List<Part> startsAfter() {
        return needs().stream()
                .filter(part -> part == POSTGRESQL || part == KAFKA)
                .toList();
    }

    static Set<Part> all() {
        return EnumSet.allOf(Part.class);
    }

    /**
     * The named parts and the servers that they need, in the order of this enum: what is needed comes first.
     *
     * @throws IllegalArgumentException naming the choices
     */
    static Set<Part> only(Collection<String> labels) {
        Set<Part> chosen = EnumSet.noneOf(Part.class);
        for (String label : labels) {
            Part part = named(label);
            chosen.add(part);
            chosen.addAll(part.needs());
        }
        return chosen;
    }

    /** @throws IllegalArgumentException naming the choices */
    static Part named(String label) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.label().equals(label.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no part named \"" + label.strip()
                        + "\". The parts are: "
                        + Arrays.stream(values()).map(Part::label).collect(Collectors.joining(", ")) + "."));
    }

    /** The TCP ports that this part listens on. */
    Stream<Integer> ports(Addresses addresses) {
        return switch (this) {
            case POSTGRESQL -> Stream.of(addresses.postgres());
            case KAFKA -> Stream.of(addresses.kafka(), addresses.kafkaController());
            case MAIL -> Stream.of(addresses.smtp(), addresses.mailbox());
            case KEYCLOAK -> Stream.of(addresses.keycloak(), addresses.keycloakManagement());
            case TENANT_MANAGEMENT -> Stream.of(addresses.tenantManagement());
            case CONNECTOR -> Stream.of(addresses.connector());
            case SYNC_WORKER -> Stream.of(addresses.syncWorker());
            case TRANSFORM -> Stream.of(addresses.transform());
            case REPORTING -> Stream.of(addresses.reporting());
            case CONSOLE -> Stream.of(addresses.console());
        };
    }
}
