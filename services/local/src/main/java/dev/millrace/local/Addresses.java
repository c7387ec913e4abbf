package dev.millrace.local;

import java.net.URI;
import java.util.Optional;

/**
 * Where everything listens on this machine: fixed ports on the loopback address, all moved by one offset, so that a
 * second platform fits beside the first.
 *
 * @param portOffset added to every port
 * @param publicScheme {@code http}, or {@code https} where something in front of the web app's port ends TLS
 */
public record Addresses(int portOffset, String publicScheme) {

    private static final int HIGHEST_BASE_PORT = 19093;
    private static final int HIGHEST_PORT = 65535;
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;
    private static final int LOWEST_BASE_PORT = 8080;

    /** Checks that all ports fit. */
    public Addresses {
        if (portOffset + HIGHEST_BASE_PORT > HIGHEST_PORT || portOffset + LOWEST_BASE_PORT < FIRST_UNPRIVILEGED_PORT) {
            throw new IllegalArgumentException("MILLRACE_PORT_OFFSET is " + portOffset + ", which moves a port out of "
                    + FIRST_UNPRIVILEGED_PORT + " to " + HIGHEST_PORT + ". Choose one from "
                    + (FIRST_UNPRIVILEGED_PORT - LOWEST_BASE_PORT) + " to " + (HIGHEST_PORT - HIGHEST_BASE_PORT) + ".");
        }
    }

    /**
     * What somebody wants every port to be moved by.
     *
     * @param otherwise what it is where {@code MILLRACE_PORT_OFFSET} says nothing
     */
    public static int portOffset(int otherwise) {
        return portOffset(
                Optional.ofNullable(System.getenv("MILLRACE_PORT_OFFSET")).orElse(""), otherwise);
    }

    static int portOffset(String said, int otherwise) {
        try {
            return said.isBlank() ? otherwise : Integer.parseInt(said.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("MILLRACE_PORT_OFFSET is \"" + said + "\", which is not a number.", e);
        }
    }

    /** With nothing in front of the web app's port. */
    public Addresses(int portOffset) {
        this(portOffset, "http");
    }

    /** The port of the web app, the one address that people open. */
    public int console() {
        return 8080 + portOffset;
    }

    /** The port of PostgreSQL. */
    public int postgres() {
        return 15432 + portOffset;
    }

    /** The port of Kafka for clients. */
    public int kafka() {
        return 19092 + portOffset;
    }

    int kafkaController() {
        return 19093 + portOffset;
    }

    /** The port of Keycloak. */
    public int keycloak() {
        return 18180 + portOffset;
    }

    /** The port of Keycloak by TLS, where it is started with a certificate. */
    public int keycloakTls() {
        return 18182 + portOffset;
    }

    int keycloakManagement() {
        return 18181 + portOffset;
    }

    /** The port that takes mail. */
    public int smtp() {
        return 11025 + portOffset;
    }

    /** The port of the page that shows the mail. */
    public int mailbox() {
        return 18025 + portOffset;
    }

    int tenantManagement() {
        return 18081 + portOffset;
    }

    int connector() {
        return 18082 + portOffset;
    }

    int syncWorker() {
        return 18083 + portOffset;
    }

    int transform() {
        return 18084 + portOffset;
    }

    int reporting() {
        return 18085 + portOffset;
    }

    /** Where people open the product. The name, not the number: browsers treat cookies of localhost as secure. */
    public URI publicUrl() {
        return URI.create(publicScheme + "://localhost:" + console());
    }

    /** Where people and tests read the mail. */
    public URI mailboxUrl() {
        return URI.create("http://localhost:" + mailbox());
    }

    /** Keycloak as the services reach it. */
    public URI keycloakUrl() {
        return loopback(keycloak());
    }

    /** Keycloak's realm as the services reach it. */
    public URI realmUrl() {
        return URI.create(keycloakUrl() + "/auth/realms/millrace");
    }

    /** Keycloak's realm as tokens name it. */
    public URI issuer() {
        return URI.create(publicUrl() + "/auth/realms/millrace");
    }

    static URI loopback(int port) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port);
    }
}
