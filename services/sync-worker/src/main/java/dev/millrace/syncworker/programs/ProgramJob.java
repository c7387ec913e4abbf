package dev.millrace.syncworker.programs;

import dev.millrace.connector.singer.RunningProgram;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.syncworker.relay.RelayedProgram;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** One run of a program as a Job, from its creation to its deletion. */
final class ProgramJob implements RunningProgram {

    private static final Logger LOG = Logger.getLogger(ProgramJob.class);
    private static final Duration POLL = Duration.ofMillis(500);

    /** How long after its end the cluster may take to tell why. */
    private static final Duration EXPLANATION_PATIENCE = Duration.ofSeconds(10);

    /** 128 and the number of SIGKILL, which is how the kernel ends what has too much memory. */
    private static final int KILLED_EXIT = 137;

    private final JobTemplate template;
    private final String name;
    private final ProgramNamespace namespace;
    private final RelayedProgram relayed;
    private final AtomicBoolean deleted = new AtomicBoolean();

    ProgramJob(JobTemplate template, String name, ProgramNamespace namespace, RelayedProgram relayed) {
        this.template = template;
        this.name = name;
        this.namespace = namespace;
        this.relayed = relayed;
    }

    /** Makes the Job, and looks after it until the program runs. */
    void start(Job job, Duration within) {
        relayed.whenLost(this::whyLost);
        try {
            namespace.create(job);
        } catch (KubernetesClientException e) {
            // It may have been made all the same.
            close();
            throw PodReport.whyItWasRefused(template, e.getCode(), e.getMessage());
        }
        LOG.infof("the %s runs as Job %s", template.title(), name);
        Thread.ofVirtual().name("start of " + name).start(() -> watch(within));
    }

    private void watch(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        try {
            while (!relayed.hasBegun() && !relayed.hasEnded()) {
                Optional<MillraceException> trouble = look(System.nanoTime() > deadline);
                // A program that was quick may have begun and ended since.
                if (trouble.isPresent() && !relayed.hasBegun()) {
                    relayed.fail(trouble.get());
                    return;
                }
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<MillraceException> look(boolean isLate) {
        try {
            List<Pod> pods = namespace.pods(name);
            Optional<MillraceException> trouble = PodReport.whyItCanNotBegin(template, pods);
            return trouble.isEmpty() && isLate
                    ? Optional.of(PodReport.whyItIsLate(template, pods, namespace.complaints(name)))
                    : trouble;
        } catch (KubernetesClientException e) {
            LOG.warnf("the Job %s can't be looked at: %s", name, e.getMessage());
            return isLate
                    ? Optional.of(PodReport.whyItWasRefused(template, e.getCode(), e.getMessage()))
                    : Optional.empty();
        }
    }

    /** Gives the cluster a while to tell. */
    private Optional<MillraceException> explanation() throws InterruptedException {
        long deadline = System.nanoTime() + EXPLANATION_PATIENCE.toNanos();
        while (true) {
            try {
                List<Pod> pods = namespace.pods(name);
                Optional<MillraceException> told = PodReport.howItEnded(template, namespace.job(name), pods);
                if (told.isPresent() || hasTold(pods) || System.nanoTime() > deadline) {
                    return told;
                }
            } catch (KubernetesClientException e) {
                LOG.warnf("the Job %s can't be looked at: %s", name, e.getMessage());
                return Optional.empty();
            }
            Thread.sleep(POLL);
        }
    }

    private static boolean hasTold(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> ProgramNamespace.container(pod, JobTemplate.PROGRAM).stream())
                .anyMatch(status -> status.getState().getTerminated() != null);
    }

    private MillraceException whyLost() {
        Optional<MillraceException> told = Optional.empty();
        try {
            told = explanation();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return told.orElseGet(() -> new MillraceException(
                ErrorCode.SOURCE_INTERRUPTED, "The pod of the " + template.title() + " went away. It is run again."));
    }

    @Override
    public InputStream output() {
        return relayed.output();
    }

    @Override
    public InputStream errors() {
        return relayed.errors();
    }

    @Override
    public Optional<Path> folder() {
        return relayed.folder();
    }

    @Override
    public OptionalInt await(Duration patience) throws InterruptedException {
        OptionalInt exit = relayed.await(patience);
        if (exit.equals(OptionalInt.of(KILLED_EXIT))) {
            Optional<MillraceException> told = explanation();
            if (told.isPresent()) {
                throw told.get();
            }
        }
        return exit;
    }

    @Override
    public boolean isKilled() {
        return relayed.isKilled();
    }

    @Override
    public void close() {
        relayed.close();
        if (!deleted.compareAndSet(false, true)) {
            return;
        }
        try {
            namespace.delete(name);
        } catch (KubernetesClientException e) {
            LOG.warnf("the Job %s was not deleted, and goes away by itself: %s", name, e.getMessage());
        }
    }
}
