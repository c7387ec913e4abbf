package dev.millrace.syncworker.programs;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the worker may do in the namespace of the programs: make, see and delete Jobs, see their pods, and what is told of them. */
final class ProgramNamespace {

    /** As Kubernetes itself marks the pods of a Job since 1.27. */
    private static final String JOB_NAME = "batch.kubernetes.io/job-name";

    private static final String INSTANCE = "app.kubernetes.io/instance";

    private final Supplier<KubernetesClient> client;
    private final String name;

    /** @param client is asked when it is first needed: a client that is not used costs nothing */
    ProgramNamespace(Supplier<KubernetesClient> client, String name) {
        this.client = client;
        this.name = name;
    }

    String name() {
        return name;
    }

    void create(Job job) {
        client.get().batch().v1().jobs().inNamespace(name).resource(job).create();
    }

    /** With its pods, at once. */
    void delete(String job) {
        client.get()
                .batch()
                .v1()
                .jobs()
                .inNamespace(name)
                .withName(job)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }

    Optional<Job> job(String job) {
        return Optional.ofNullable(
                client.get().batch().v1().jobs().inNamespace(name).withName(job).get());
    }

    List<Pod> pods(String job) {
        return client.get()
                .pods()
                .inNamespace(name)
                .withLabel(JOB_NAME, job)
                .list()
                .getItems();
    }

    /** What the cluster has to complain of about a Job, such as that it can't make its pod. */
    Stream<String> complaints(String job) {
        return client
                .get()
                .v1()
                .events()
                .inNamespace(name)
                .withField("involvedObject.name", job)
                .list()
                .getItems()
                .stream()
                .filter(event -> "Warning".equals(event.getType()))
                .filter(event -> job.equals(event.getInvolvedObject().getName()))
                .map(Event::getMessage);
    }

    /**
     * The Jobs of this release that nobody waits for any more: they are older than a worker waits, and no relay runs in them. A worker that
     * was killed leaves such, when their pods could not start.
     */
    List<String> leftOver(JobTemplate template, Instant before) {
        Map<String, String> labels = template.job().getMetadata().getLabels();
        return client
                .get()
                .batch()
                .v1()
                .jobs()
                .inNamespace(name)
                .withLabel(INSTANCE, labels.get(INSTANCE))
                .withLabel(JobTemplate.NAME_LABEL)
                .list()
                .getItems()
                .stream()
                .filter(job ->
                        Instant.parse(job.getMetadata().getCreationTimestamp()).isBefore(before))
                .filter(job -> !hasEnded(job))
                .map(job -> job.getMetadata().getName())
                .filter(job -> pods(job).stream().noneMatch(ProgramNamespace::isRelaying))
                .toList();
    }

    /** Those that have ended go away by themselves. */
    private static boolean hasEnded(Job job) {
        return conditions(job)
                .anyMatch(condition -> List.of("Complete", "Failed").contains(condition.getType()));
    }

    /** What has become of a Job. */
    static Stream<JobCondition> conditions(Job job) {
        return Stream.ofNullable(job.getStatus())
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> "True".equals(condition.getStatus()));
    }

    private static boolean isRelaying(Pod pod) {
        return container(pod, JobTemplate.RELAY)
                .filter(status -> status.getState().getRunning() != null)
                .isPresent();
    }

    /** What is known of a container. */
    static Optional<ContainerStatus> container(Pod pod, String container) {
        return Stream.ofNullable(pod.getStatus())
                .flatMap(status -> status.getContainerStatuses().stream())
                .filter(status -> container.equals(status.getName()))
                .filter(status -> status.getState() != null)
                .findFirst();
    }
}
