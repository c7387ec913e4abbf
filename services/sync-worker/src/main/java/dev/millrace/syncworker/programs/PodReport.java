package dev.millrace.syncworker.programs;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Kubernetes says of a program's pod, in words for who reads the log of a run. */
final class PodReport {

    private static final int MAX_CHARACTERS = 300;

    /** The kubelet tries these again and again; what it tells after the first time is no accident. */
    private static final Set<String> NO_IMAGE = Set.of("ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

    private static final Set<String> NO_CONTAINER =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

    private PodReport() {}

    /** Why the program will never begin, where that is sure. */
    static Optional<MillraceException> whyItCanNotBegin(JobTemplate template, List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> Stream.of(JobTemplate.PROGRAM, JobTemplate.RELAY)
                        .flatMap(name -> ProgramNamespace.container(pod, name).stream()))
                .map(status -> whyItCanNotBegin(template, status))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<MillraceException> whyItCanNotBegin(JobTemplate template, ContainerStatus status) {
        ContainerStateWaiting waiting = status.getState().getWaiting();
        ContainerStateTerminated terminated = status.getState().getTerminated();
        if (waiting != null && NO_IMAGE.contains(waiting.getReason())) {
            return Optional.of(unavailable(
                    template,
                    "has an image that can't be fetched" + because(waiting.getMessage()),
                    "Ask the operator to see whether programs.installed names an image that there is, and programs.pullSecrets"
                            + " opens its registry."));
        }
        if (waiting != null && NO_CONTAINER.contains(waiting.getReason())) {
            return Optional.of(unavailable(
                    template,
                    "can't be started from its image" + because(waiting.getMessage()),
                    "Ask the operator: the image needs a shell at /bin/sh, and has to run as a user other than root."));
        }
        if (terminated != null && "StartError".equals(terminated.getReason())) {
            return Optional.of(unavailable(
                    template,
                    "can't be started from its image" + because(terminated.getMessage()),
                    "Ask the operator: the image needs a shell at /bin/sh."));
        }
        if (terminated != null && status.getName().equals(JobTemplate.PROGRAM)) {
            return Optional.of(howItEnded(template, status)
                    .orElseGet(() -> unavailable(
                            template,
                            "ended before it began, with exit code " + terminated.getExitCode(),
                            "Ask the operator: its image needs sh, mkfifo, cat and mv.")));
        }
        if (terminated != null) {
            return Optional.of(unavailable(
                    template,
                    "has a relay that ended with exit code " + terminated.getExitCode(),
                    "Ask the operator to see whether network policies let its pod reach the worker."));
        }
        return Optional.empty();
    }

    /** Why it has not begun in all the time that it had. */
    static MillraceException whyItIsLate(JobTemplate template, List<Pod> pods, Stream<String> complaints) {
        Optional<String> unscheduled = pods.stream()
                .flatMap(pod -> Stream.ofNullable(pod.getStatus()))
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> "PodScheduled".equals(condition.getType()))
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(PodCondition::getMessage)
                .findFirst();
        if (unscheduled.isPresent()) {
            return unavailable(
                    template,
                    "finds no node of the cluster that has room for it" + because(unscheduled.get()),
                    "It is tried again later. If it stays so, the operator has to add nodes or ask for less in programs.resources.");
        }
        if (pods.isEmpty()) {
            return unavailable(
                    template,
                    "was given no pod" + because(complaints.findFirst().orElse(null)),
                    "It is tried again later. If it stays so, ask the operator to look at the Job's events.");
        }
        return unavailable(
                template,
                "did not begin in time",
                "It is tried again later. If it stays so, ask the operator whether its image is fetched so slowly.");
    }

    /**
     * Why the Job was not even taken.
     *
     * @param code of HTTP; 0 when there was no answer
     */
    static MillraceException whyItWasRefused(JobTemplate template, int code, @Nullable String message) {
        if (code == 0) {
            return unavailable(
                    template,
                    "can't be started, because the cluster's API server does not answer",
                    "It is tried again later. If it stays so, ask the operator whether policies let workers reach it"
                            + " (networkPolicy.apiServerTo).");
        }
        if (message != null && message.contains("exceeded quota")) {
            return unavailable(
                    template,
                    "has to wait, because as many programs run as may",
                    "It is tried again later. The operator can let more run with programs.most.");
        }
        return unavailable(
                template,
                "was refused by the cluster" + because(message),
                "Ask the operator to run helm upgrade, which renews what workers may do.");
    }

    /** Why it was ended from outside, where Kubernetes tells. */
    static Optional<MillraceException> howItEnded(JobTemplate template, Optional<Job> job, List<Pod> pods) {
        Optional<MillraceException> deadline = job.stream()
                .flatMap(ProgramNamespace::conditions)
                .filter(condition -> "DeadlineExceeded".equals(condition.getReason()))
                .map(condition -> new MillraceException(
                        ErrorCode.SOURCE_TIMED_OUT,
                        "The " + template.title() + " ran for longer than "
                                + template.job().getSpec().getActiveDeadlineSeconds()
                                + " s and was stopped. It goes on from its last checkpoint. The operator can give it longer with"
                                + " programs.deadlineSeconds."))
                .findFirst();
        return deadline.or(() -> first(pods, pod -> ofPod(template, pod)))
                .or(() -> first(
                        pods,
                        pod -> ProgramNamespace.container(pod, JobTemplate.PROGRAM)
                                .flatMap(status -> howItEnded(template, status))));
    }

    private static Optional<MillraceException> first(
            List<Pod> pods, Function<Pod, Optional<MillraceException>> report) {
        return pods.stream().map(report).flatMap(Optional::stream).findFirst();
    }

    private static Optional<MillraceException> ofPod(JobTemplate template, Pod pod) {
        if (pod.getStatus() == null || !"Evicted".equals(pod.getStatus().getReason())) {
            return Optional.empty();
        }
        String message = String.valueOf(pod.getStatus().getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        return Optional.of(
                lower.contains("ephemeral") || lower.contains("emptydir")
                        ? new MillraceException(
                                ErrorCode.LIMIT_REACHED,
                                "The " + template.title() + " wrote more temporary files than it may have ("
                                        + template.storage()
                                        + "). Let its settings read less at a time, or ask the operator for more"
                                        + " (programs.resources.limits.ephemeral-storage).")
                        : new MillraceException(
                                ErrorCode.SOURCE_INTERRUPTED,
                                "The " + template.title() + " was taken from its node" + because(message)
                                        + ". It is run again."));
    }

    private static Optional<MillraceException> howItEnded(JobTemplate template, ContainerStatus status) {
        ContainerState state = status.getState();
        return state.getTerminated() != null
                        && "OOMKilled".equals(state.getTerminated().getReason())
                ? Optional.of(new MillraceException(
                        ErrorCode.LIMIT_REACHED,
                        "The " + template.title() + " needed more memory than it may have (" + template.memory()
                                + "). Let its settings read less at a time, or ask the operator for more"
                                + " (programs.resources.limits.memory)."))
                : Optional.empty();
    }

    private static MillraceException unavailable(JobTemplate template, String what, String next) {
        return new MillraceException(
                ErrorCode.PLATFORM_UNAVAILABLE, "The " + template.title() + " " + what + ". " + next);
    }

    private static String because(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return "";
        }
        String plain = message.strip();
        return ": "
                + (plain.length() > MAX_CHARACTERS
                        ? plain.substring(0, MAX_CHARACTERS) + "…"
                        : plain.replaceAll("\\.$", ""));
    }
}
