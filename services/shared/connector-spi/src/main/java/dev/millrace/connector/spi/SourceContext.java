package dev.millrace.connector.spi;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a session may use.
 *
 * @param configuration JSON text as the connector's schema describes it, secrets included; never to be logged
 * @param egress the only way to a network address
 * @param uploads files that a person uploaded
 * @param temporaryFolder for this session alone, deleted after it
 * @param clock the time, so that tests can hold it
 * @param log lines for the tenant
 * @param credentials keeps what an API replaces in the configuration
 */
public record SourceContext(
        String configuration,
        EgressGuard egress,
        Uploads uploads,
        Path temporaryFolder,
        InstantSource clock,
        SourceLog log,
        CredentialKeeper credentials) {

    /** Of a session whose configuration stays as it is. */
    public SourceContext(
            String configuration,
            EgressGuard egress,
            Uploads uploads,
            Path temporaryFolder,
            InstantSource clock,
            SourceLog log) {
        this(configuration, egress, uploads, temporaryFolder, clock, log, CredentialKeeper.NONE);
    }

    @Override
    public String toString() {
        return "SourceContext[***]";
    }
}
