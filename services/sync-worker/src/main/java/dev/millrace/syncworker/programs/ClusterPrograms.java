package dev.millrace.syncworker.programs;

import dev.millrace.connector.singer.Programs;
import dev.millrace.syncworker.relay.Handshake;
import dev.millrace.syncworker.relay.RelayServer;
import dev.millrace.syncworker.relay.WorkerCertificate;
import dev.millrace.tls.InternalTlsConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The programs that run as Jobs, where the worker is told of any. Where it is not, nothing of Kubernetes is touched. */
@ApplicationScoped
public class ClusterPrograms {

    private static final Logger LOG = Logger.getLogger(ClusterPrograms.class);

    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);

    private final ProgramsConfiguration configuration;
    private final Supplier<KubernetesClient> client;
    private final List<JobTemplate> templates;
    private final Optional<WorkerCertificate> certificate;
    private final @Nullable RelayServer relays;
    private final @Nullable Thread sweeps;

    @Inject
    ClusterPrograms(
            ProgramsConfiguration configuration,
            Instance<KubernetesClient> client,
            InternalTlsConfiguration tls,
            TlsConfigurationRegistry certificates) {
        this(configuration, client::get, WorkerCertificate.of(tls, certificates));
    }

    ClusterPrograms(
            ProgramsConfiguration configuration,
            Supplier<KubernetesClient> client,
            Optional<WorkerCertificate> certificate) {
        this.configuration = configuration;
        this.client = client;
        this.certificate = certificate;
        Optional<Path> jobs = configuration.jobs();
        this.templates = jobs.map(JobTemplate::in).orElse(List.of());
        this.relays = jobs.isPresent() ? listen() : null;
        this.sweeps = templates.isEmpty()
                ? null
                : Thread.ofVirtual().name("sweeps of programs").start(this::sweepAgainAndAgain);
    }

    private RelayServer listen() {
        try {
            return RelayServer.open(
                    InetAddress.getByName(address(configuration)),
                    configuration.relayPort(),
                    certificate.<Handshake>map(own -> own).orElse(Handshake.NONE));
        } catch (IOException e) {
            throw new UncheckedIOException("relays of programs can't be heard at port " + configuration.relayPort(), e);
        }
    }

    private static String address(ProgramsConfiguration configuration) {
        return configuration
                .address()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "Set millrace.sync-worker.programs.address to the address of this pod: the Jobs' pods call it."));
    }

    /** The Singer taps. */
    public Optional<Programs> taps() {
        return programs(templates.stream()
                .filter(template -> template.kind().equals(JobTemplate.TAP))
                .toList());
    }

    /** The programs that speak the Airbyte protocol. */
    public Optional<Programs> connectors() {
        return programs(templates.stream()
                .filter(template -> !template.kind().equals(JobTemplate.TAP))
                .toList());
    }

    private Optional<Programs> programs(List<JobTemplate> ofAKind) {
        RelayServer listening = relays;
        return ofAKind.isEmpty() || listening == null
                ? Optional.empty()
                : Optional.of(new JobPrograms(
                        ofAKind,
                        namespace(),
                        listening,
                        address(configuration),
                        certificate,
                        configuration.startWithin()));
    }

    private ProgramNamespace namespace() {
        return new ProgramNamespace(client, templates.getFirst().namespace());
    }

    private void sweepAgainAndAgain() {
        try {
            while (true) {
                sweep(InstantSource.system());
                Thread.sleep(longestStart());
            }
        } catch (InterruptedException e) {
            // The worker stops.
        }
    }

    /** A worker that lives gives a Job up after {@code startWithin}, so twice that is safe. */
    private Duration longestStart() {
        Duration twice = configuration.startWithin().multipliedBy(2);
        return twice.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : twice;
    }

    /** Deletes what killed workers have left. */
    void sweep(InstantSource clock) {
        ProgramNamespace namespace = namespace();
        try {
            for (String job :
                    namespace.leftOver(templates.getFirst(), clock.instant().minus(longestStart()))) {
                LOG.infof("the Job %s was left over and is deleted", job);
                namespace.delete(job);
            }
        } catch (KubernetesClientException e) {
            LOG.warnf("Jobs that are left over stay until the next start: %s", e.getMessage());
        }
    }

    @PreDestroy
    void close() {
        Thread sweeping = sweeps;
        if (sweeping != null) {
            sweeping.interrupt();
        }
        RelayServer listening = relays;
        if (listening != null) {
            listening.close();
        }
    }
}
