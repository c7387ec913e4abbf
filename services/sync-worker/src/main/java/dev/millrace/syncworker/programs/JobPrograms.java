package dev.millrace.syncworker.programs;

import dev.millrace.connector.singer.ProgramCall;
import dev.millrace.connector.singer.Programs;
import dev.millrace.connector.singer.RunningProgram;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.syncworker.relay.RelayServer;
import dev.millrace.syncworker.relay.RelayedProgram;
import dev.millrace.syncworker.relay.WorkerCertificate;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The installed programs of one kind, each run of them a Job. */
final class JobPrograms implements Programs {

    /** Relays take no more, because their folder is in memory. */
    private static final long MOST_FILE_BYTES = 48L * 1024 * 1024;

    private static final int SUFFIX_BITS = 50;

    private final List<JobTemplate> templates;
    private final ProgramNamespace namespace;
    private final RelayServer relays;
    private final String address;
    private final Optional<WorkerCertificate> certificate;
    private final Duration startWithin;
    private final SecureRandom random = new SecureRandom();

    JobPrograms(
            List<JobTemplate> templates,
            ProgramNamespace namespace,
            RelayServer relays,
            String address,
            Optional<WorkerCertificate> certificate,
            Duration startWithin) {
        this.templates = List.copyOf(templates);
        this.namespace = namespace;
        this.relays = relays;
        this.address = address;
        this.certificate = certificate;
        this.startWithin = startWithin;
    }

    @Override
    public List<String> names() {
        return templates.stream().map(JobTemplate::name).toList();
    }

    @Override
    public RunningProgram start(ProgramCall call) {
        JobTemplate template = templates.stream()
                .filter(candidate -> candidate.name().equals(call.program()))
                .findFirst()
                .orElseThrow();
        long bytes = call.files()
                .mapToLong(file -> file.content().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (bytes > MOST_FILE_BYTES) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "The catalog and the state of the " + template.title() + " have " + bytes / 1024 / 1024
                            + " MB, which is more than can be handed to it. Let its settings list fewer streams.");
        }
        String name = "%s-%s"
                .formatted(
                        template.name(),
                        Long.toString(random.nextLong(1L << SUFFIX_BITS), Character.MAX_RADIX)
                                .toLowerCase(Locale.ROOT));
        RelayedProgram relayed = relays.expect(call.files().toList());
        ProgramJob job = new ProgramJob(template, name, namespace, relayed);
        JobTemplate.Worker worker =
                new JobTemplate.Worker(address, relays.port(), certificate.map(WorkerCertificate::known));
        job.start(template.of(name, call, worker, relayed.token()), startWithin);
        return job;
    }
}
