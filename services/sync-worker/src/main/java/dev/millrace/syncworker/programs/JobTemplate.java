package dev.millrace.syncworker.programs;

import dev.millrace.connector.singer.ProgramCall;
import dev.millrace.syncworker.relay.KnownWorker;
import dev.millrace.syncworker.relay.ProgramScript;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program as the operator has installed it: a Job with two containers, {@code program} and {@code relay}, to which only that is added which
 * belongs to one run of it.
 *
 * @param name what tenants choose it by
 * @param kind {@code tap} or {@code airbyte}
 * @param job with everything that holds it: security context, limits, deadline, labels
 */
record JobTemplate(String name, String kind, Job job) {

    static final String PROGRAM = "program";
    static final String RELAY = "relay";

    /** Of the Job: the program's name and its kind. */
    static final String NAME_LABEL = "millrace.dev/program";

    static final String KIND_LABEL = "millrace.dev/kind";
    static final String TAP = "tap";

    /** Where both containers have the folder that they share. */
    private static final String FOLDER = "/millrace";

    /**
     * Whom a relay calls.
     *
     * @param known how the relay knows it, where it speaks TLS
     */
    record Worker(String address, int port, Optional<KnownWorker> known) {}

    JobTemplate {
        if (!job.getSpec().getTemplate().getSpec().getContainers().stream()
                .map(Container::getName)
                .toList()
                .containsAll(List.of(PROGRAM, RELAY))) {
            throw new IllegalArgumentException("the Job of " + name + " lacks the container program or relay");
        }
    }

    /** All in a folder, by their names. */
    static List<JobTemplate> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            KubernetesSerialization json = new KubernetesSerialization();
            List<JobTemplate> templates = new ArrayList<>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".json")).toList()) {
                templates.add(of(json.unmarshal(Files.readString(file), Job.class)));
            }
            templates.sort(Comparator.comparing(JobTemplate::name));
            return templates;
        } catch (IOException e) {
            throw new UncheckedIOException("the Jobs of programs can't be read: " + folder, e);
        }
    }

    static JobTemplate of(Job job) {
        return new JobTemplate(label(job, NAME_LABEL), label(job, KIND_LABEL), job);
    }

    private static String label(Job job, String label) {
        return Optional.ofNullable(job.getMetadata().getLabels().get(label))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the Job " + job.getMetadata().getName() + " has no label " + label));
    }

    /** What messages call it. */
    String title() {
        return (kind.equals(TAP) ? "tap" : "program") + " \"" + name + "\"";
    }

    String namespace() {
        return job.getMetadata().getNamespace();
    }

    /** How much memory the program may have, as Kubernetes writes it. */
    String memory() {
        return limit("memory");
    }

    /** How much room for temporary files. */
    String storage() {
        return limit("ephemeral-storage");
    }

    private String limit(String resource) {
        return container(PROGRAM)
                .map(container -> container.getResources().getLimits().get(resource))
                .map(Quantity::toString)
                .orElse("as much as the node has");
    }

    private Optional<Container> container(String containerName) {
        return job.getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(container -> containerName.equals(container.getName()))
                .findFirst();
    }

    /**
     * The Job of one run.
     *
     * @param jobName nobody else's
     * @param token what its relay shows; the only secret in it, good for one connection
     */
    Job of(String jobName, ProgramCall call, Worker worker, String token) {
        List<String> command = new ArrayList<>();
        ProgramScript.before(FOLDER).stream().map(JobTemplate::literally).forEach(command::add);
        command.addAll(container(PROGRAM).orElseThrow().getCommand());
        call.commandLine(FOLDER).stream().map(JobTemplate::literally).forEach(command::add);
        return new JobBuilder(job)
                .editMetadata()
                .withName(jobName)
                .endMetadata()
                .editSpec()
                .editTemplate()
                .editSpec()
                .editMatchingContainer(container -> PROGRAM.equals(container.getName()))
                .withCommand(command)
                .endContainer()
                .editMatchingContainer(container -> RELAY.equals(container.getName()))
                .withArgs("relay", worker.address(), Integer.toString(worker.port()), FOLDER)
                .addAllToEnv(told(worker, token))
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** What the relay reads when it starts. */
    private static List<EnvVar> told(Worker worker, String token) {
        List<EnvVar> variables = new ArrayList<>(List.of(new EnvVar("RELAY_TOKEN", token, null)));
        worker.known().ifPresent(known -> {
            variables.add(new EnvVar("RELAY_WORKER", known.name(), null));
            variables.add(new EnvVar("RELAY_AUTHORITY", known.authority(), null));
        });
        return variables;
    }

    /** Kubernetes takes a dollar sign for the beginning of a variable, and two for one. */
    private static String literally(String text) {
        return text.replace("$", "$$");
    }
}
