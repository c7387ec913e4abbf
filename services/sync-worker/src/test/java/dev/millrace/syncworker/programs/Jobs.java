package dev.millrace.syncworker.programs;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Map;

/** A Job as the chart makes it, as far as the worker looks at it, and what may become of its pod. */
final class Jobs {

    static final String NAMESPACE = "data-programs";

    private Jobs() {}

    static Job template(String release) {
        Map<String, String> labels = Map.of(
                "app.kubernetes.io/instance",
                release,
                JobTemplate.NAME_LABEL,
                "tap-shop",
                JobTemplate.KIND_LABEL,
                "tap");
        return new JobBuilder()
                .withNewMetadata()
                .withName("tap-shop")
                .withNamespace(NAMESPACE)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withActiveDeadlineSeconds(3_600L)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("program")
                .withImage("example.com/tap-shop@sha256:" + "0".repeat(64))
                .withCommand("tap-shop", "--quiet")
                .withNewResources()
                .addToLimits("memory", new Quantity("512Mi"))
                .addToLimits("ephemeral-storage", new Quantity("2Gi"))
                .endResources()
                .endContainer()
                .addNewContainer()
                .withName("relay")
                .withImage("example.com/millrace/sync-worker@sha256:" + "1".repeat(64))
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    static Pod pod(String job, PodStatus status) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(job + "-abcde")
                .withNamespace(NAMESPACE)
                .addToLabels("batch.kubernetes.io/job-name", job)
                .endMetadata()
                .withStatus(status)
                .build();
    }

    private static PodStatus status(String container, ContainerState state) {
        return new PodStatusBuilder()
                .addNewContainerStatus()
                .withName(container)
                .withState(state)
                .endContainerStatus()
                .build();
    }

    static PodStatus waiting(String reason, String message) {
        return status(
                "program",
                new ContainerStateBuilder()
                        .withNewWaiting()
                        .withReason(reason)
                        .withMessage(message)
                        .endWaiting()
                        .build());
    }

    static PodStatus terminated(String container, int code, String reason) {
        return status(
                container,
                new ContainerStateBuilder()
                        .withNewTerminated()
                        .withExitCode(code)
                        .withReason(reason)
                        .endTerminated()
                        .build());
    }

    static PodStatus running(String container) {
        return status(
                container,
                new ContainerStateBuilder().withNewRunning().endRunning().build());
    }

    static PodStatus unscheduled(String message) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withMessage(message)
                .endCondition()
                .build();
    }

    static PodStatus evicted(String message) {
        return new PodStatusBuilder().withReason("Evicted").withMessage(message).build();
    }
}
