package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.CredentialKeeper.Change;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.Completion;
import dev.millrace.work.ConnectorDescriptor;
import dev.millrace.work.CredentialRenewal;
import dev.millrace.work.ProgressAnswer;
import dev.millrace.work.ProgressReport;
import dev.millrace.work.RunKind;
import dev.millrace.work.WarehouseAccess;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunCredentialsTest {

    private static final MillraceException AWAY =
            new MillraceException(ErrorCode.PLATFORM_UNAVAILABLE, "The control plane does not answer.");
    private static final MillraceException FENCED =
            new MillraceException(ErrorCode.FENCED, "Another attempt has taken over this run.");

    /** Answers renewals as it is told; a failure is thrown. */
    private static final class Answering implements ControlPlane {
        private final Deque<Object> answers = new ArrayDeque<>();
        private final List<CredentialRenewal> asked = new ArrayList<>();

        @Override
        public boolean renewCredentials(RunId run, CredentialRenewal renewal) {
            asked.add(renewal);
            return (Boolean) next();
        }

        @Override
        public void requireLease(RunId run, long fencingToken) {
            next();
        }

        private Object next() {
            Object answer = answers.removeFirst();
            if (answer instanceof MillraceException failure) {
                throw failure;
            }
            return answer;
        }

        @Override
        public Optional<ClaimedRun> claim(RunId run) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ProgressAnswer progress(RunId run, ProgressReport report) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void complete(RunId run, Completion completion) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WarehouseAccess warehouse(TenantId tenant) {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream upload(RunId run, UploadId upload, long fencingToken) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void announce(ConnectorDescriptor descriptor) {
            throw new UnsupportedOperationException();
        }
    }

    private final Answering controlPlane = new Answering();
    private final RunCredentials credentials = new RunCredentials(
            controlPlane,
            new ClaimedRun(
                    RunId.create(),
                    TenantId.create(),
                    SourceId.create(),
                    RunKind.SYNC,
                    1,
                    7,
                    Duration.ofSeconds(30),
                    "shop",
                    MillraceJson.mapper().createObjectNode(),
                    null,
                    List.of(),
                    "shop",
                    null));
    private final List<Change> changes = List.of(new Change("credentials", "\"0ld\"", "{\"token\": \"n3w\"}"));

    @Test
    void aControlPlaneThatIsAwayForAMomentIsAskedAgain() {
        controlPlane.answers.addAll(List.of(AWAY, AWAY, true));

        credentials.keep(changes);

        assertThat(controlPlane.asked).hasSize(3);
        CredentialRenewal kept = controlPlane.asked.getLast();
        assertThat(kept.fencingToken()).isEqualTo(7);
        assertThat(kept.changes().get("credentials").previous().textValue()).isEqualTo("0ld");
        assertThat(kept.changes().get("credentials").value().path("token").textValue())
                .isEqualTo("n3w");
        assertThat(kept.toString()).doesNotContain("0ld", "n3w");
    }

    @Test
    void anAttemptThatHasLostItsRunIsToldSoAtOnce() {
        controlPlane.answers.addAll(List.of(FENCED, FENCED));

        assertThatThrownBy(credentials::requireTurn).isSameAs(FENCED);
        assertThatThrownBy(() -> credentials.keep(changes)).isSameAs(FENCED);
    }

    @Test
    void credentialsThatAPersonHasChangedHoldAndTheRunIsTriedAgainWithThem() {
        controlPlane.answers.add(false);

        assertThatThrownBy(() -> credentials.keep(changes))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_INTERRUPTED))
                .hasMessage("The credentials of the source were changed while it was read. It is read again with the"
                        + " new ones.");
    }
}
