package dev.millrace.syncworker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.spi.CredentialKeeper;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.CredentialRenewal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Hands credentials that an API has replaced to the control plane. The old ones are worth nothing any more, so it does not give up
 * while the control plane is away for a moment.
 */
final class RunCredentials implements CredentialKeeper {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** With the pauses before it, about a minute and a half. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(50);

    private final ControlPlane controlPlane;
    private final ClaimedRun run;

    RunCredentials(ControlPlane controlPlane, ClaimedRun run) {
        this.controlPlane = controlPlane;
        this.run = run;
    }

    @Override
    public void requireTurn() {
        controlPlane.requireLease(run.runId(), run.fencingToken());
    }

    @Override
    public synchronized void keep(List<Change> changes) {
        Map<String, CredentialRenewal.Change> byField = changes.stream()
                .collect(Collectors.toMap(
                        Change::field,
                        change -> new CredentialRenewal.Change(json(change.previous()), json(change.value()))));
        if (!insistently(new CredentialRenewal(run.fencingToken(), byField))) {
            throw new MillraceException(
                    ErrorCode.SOURCE_INTERRUPTED,
                    "The credentials of the source were changed while it was read. It is read again with the new ones.");
        }
    }

    private boolean insistently(CredentialRenewal renewal) {
        for (Duration pause = FIRST_PAUSE; ; pause = pause.multipliedBy(2)) {
            try {
                return controlPlane.renewCredentials(run.runId(), renewal);
            } catch (MillraceException e) {
                if (e.code() != ErrorCode.PLATFORM_UNAVAILABLE || pause.compareTo(LONGEST_PAUSE) > 0) {
                    throw e;
                }
                sleep(pause);
            }
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        }
    }

    private static JsonNode json(String text) {
        try {
            return MillraceJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }
}
