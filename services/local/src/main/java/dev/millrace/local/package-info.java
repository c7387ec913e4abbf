/**
 * Real servers on one machine, without containers: PostgreSQL and Kafka for integration tests, and with Keycloak, a mail
 * server and the services for {@code make up}. Each server is a child process that can't outlive the JVM that started it.
 */
@NullMarked
package dev.millrace.local;

import org.jspecify.annotations.NullMarked;
