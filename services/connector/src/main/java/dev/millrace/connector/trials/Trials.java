package dev.millrace.connector.trials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.catalogue.Connectors;
import dev.millrace.connector.spi.trial.Inspection;
import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceJson;
import dev.millrace.events.Topics;
import dev.millrace.events.TrialJobData;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TrialId;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.secrets.TenantSecrets;
import dev.millrace.work.ClaimedTrial;
import dev.millrace.work.Failure;
import dev.millrace.work.TrialCompletion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The trials of the tenant that the current transaction sees. */
@ApplicationScoped
public class Trials {

    /** One that somebody waits for, one that they have turned away from, and the same for some of their colleagues. */
    private static final int MOST_AT_ONCE = 10;

    private final Connectors connectors;
    private final TenantSecrets secrets;
    private final Outbox outbox;

    Trials(Connectors connectors, TenantSecrets secrets, Outbox outbox) {
        this.connectors = connectors;
        this.secrets = secrets;
        this.outbox = outbox;
    }

    /** Hands a manifest to a worker. */
    Trial start(TenantId tenant, String manifest, @Nullable String stream, @Nullable JsonNode settings) {
        connectors.requireAvailable(Connectors.OF_MANIFESTS);
        if (Trial.count("state <> ?1", Trial.State.DONE) >= MOST_AT_ONCE) {
            throw new MillraceException(
                    ErrorCode.LIMIT_REACHED,
                    "%d tests of manifests are going on, the most at a time. Wait until one is done."
                            .formatted(MOST_AT_ONCE));
        }
        Trial trial = new Trial();
        trial.id = TrialId.create().value();
        trial.state = Trial.State.WAITING;
        JsonNode filled = settings == null ? MillraceJson.mapper().createObjectNode() : settings;
        trial.request = secrets.encrypt(tenant, request(trial), write(new TrialRequest(manifest, stream, filled)));
        trial.createdAt = Instant.now();
        trial.persistAndFlush();
        outbox.publish(Topics.JOBS, EventTypes.TRY, tenant, null, new TrialJobData(trial.trialId()));
        return trial;
    }

    Trial get(TrialId id) {
        return Trial.<Trial>find("id", id.value()).firstResultOptional().orElseThrow(Trials::noSuchTrial);
    }

    private static Trial lock(TrialId id) {
        return Trial.<Trial>find("id", id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(Trials::noSuchTrial);
    }

    /** What came of it; empty while it is not done. */
    Optional<TrialAnswer> answer(TenantId tenant, Trial trial) {
        byte[] answer = trial.answer;
        return answer == null
                ? Optional.empty()
                : Optional.of(read(secrets.decrypt(tenant, answer(trial), answer), TrialAnswer.class));
    }

    /** The manifest of a trial that found nothing wrong with it. */
    public InspectedManifest requireSound(TenantId tenant, TrialId id) {
        Trial trial = get(id);
        Inspection inspection = answer(tenant, trial)
                .map(TrialAnswer::inspection)
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.CONFLICT, "The manifest has not been looked at yet. Wait until its trial is done."));
        if (!inspection.problems().isEmpty()) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The manifest can't be used yet: "
                            + inspection.problems().getFirst().message());
        }
        TrialRequest tried = read(secrets.decrypt(tenant, request(trial), trial.request), TrialRequest.class);
        return new InspectedManifest(tried.manifest(), inspection);
    }

    /** Gives the trial to a worker, once. */
    ClaimedTrial claim(TenantId tenant, TrialId id, String worker) {
        Trial trial = lock(id);
        if (trial.state != Trial.State.WAITING) {
            throw new MillraceException(ErrorCode.FENCED, "The trial is " + trial.state + ".");
        }
        trial.state = Trial.State.RUNNING;
        trial.worker = worker;
        trial.startedAt = Instant.now();
        TrialRequest tried = read(secrets.decrypt(tenant, request(trial), trial.request), TrialRequest.class);
        return new ClaimedTrial(id, tenant, tried.manifest(), tried.stream(), tried.settings());
    }

    /** Takes what the worker found. */
    void complete(TenantId tenant, TrialId id, TrialCompletion completion) {
        Trial trial = lock(id);
        if (trial.state != Trial.State.RUNNING || !completion.worker().equals(trial.worker)) {
            throw new MillraceException(ErrorCode.FENCED, "The trial is over, or another worker's.");
        }
        end(tenant, trial, new TrialAnswer(completion.inspection(), completion.read(), completion.failure()));
    }

    /** Nobody answers for it any more. */
    void giveUp(TenantId tenant, TrialId id) {
        Trial trial = lock(id);
        if (trial.state != Trial.State.DONE) {
            Failure failure = Failure.of(
                    ErrorCode.WORKER_LOST, "The test was not done in time. All workers may be busy: try again.");
            end(tenant, trial, new TrialAnswer(null, null, failure));
        }
    }

    private void end(TenantId tenant, Trial trial, TrialAnswer answer) {
        trial.state = Trial.State.DONE;
        trial.answer = secrets.encrypt(tenant, answer(trial), write(answer));
    }

    private static String request(Trial trial) {
        return "trial-request:" + trial.id;
    }

    private static String answer(Trial trial) {
        return "trial-answer:" + trial.id;
    }

    private static String write(Object value) {
        try {
            return MillraceJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return MillraceJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MillraceException noSuchTrial() {
        return new MillraceException(
                ErrorCode.NOT_FOUND, "There is no such trial. Trials are kept for an hour: start another one.");
    }
}
