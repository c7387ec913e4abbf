package dev.millrace.syncworker.programs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.singer.ProgramCall;
import dev.millrace.connector.singer.Programs;
import dev.millrace.connector.singer.RunningProgram;
import dev.millrace.connector.singer.TapSource;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.syncworker.relay.CallingRelay;
import dev.millrace.syncworker.relay.KnownWorker;
import dev.millrace.syncworker.relay.ProcessPods;
import dev.millrace.syncworker.relay.ProgramScript;
import dev.millrace.syncworker.relay.WorkerCertificate;
import dev.millrace.tls.CertificateFolder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs against an API server in memory. What a kubelet and a relay do, the tests do. */
@EnableKubernetesMockClient(crud = true, https = false)
class ClusterProgramsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private KubernetesMockServer server;
    private KubernetesClient client;
    private ClusterPrograms cluster;
    private Optional<WorkerCertificate> certificate = Optional.empty();

    /** As the chart sets it. */
    private record Settings(Optional<Path> jobs, Optional<String> address, int relayPort, Duration startWithin)
            implements ProgramsConfiguration {}

    @AfterEach
    void end() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private Programs taps(Job template, Duration within) throws IOException {
        Files.writeString(
                folder.resolve("tap-shop.json"),
                client.getKubernetesSerialization().asJson(template));
        cluster = new ClusterPrograms(
                new Settings(Optional.of(folder), Optional.of("127.0.0.1"), 0, within), () -> client, certificate);
        return cluster.taps().orElseThrow();
    }

    private RunningProgram start(Duration within) throws IOException {
        Programs taps = taps(Jobs.template("release"), within);
        assertThat(taps.names()).containsExactly("tap-shop");
        return taps.start(new ProgramCall(
                "tap-shop",
                List.of(
                        new ProgramCall.Word("--config"),
                        new ProgramCall.InFile("config.json", "{\"token\":\"s3cret\"}"),
                        new ProgramCall.Word("--discover")),
                folder));
    }

    private List<Job> jobs() {
        return client.batch().v1().jobs().inNamespace(Jobs.NAMESPACE).list().getItems();
    }

    private void setPod(PodStatus status) {
        client.pods()
                .inNamespace(Jobs.NAMESPACE)
                .resource(Jobs.pod(jobs().getFirst().getMetadata().getName(), status))
                .create();
    }

    private static String told(Container container, String variable) {
        return container.getEnv().stream()
                .filter(candidate -> candidate.getName().equals(variable))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static Container container(Job job, String name) {
        return job.getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private CallingRelay relay() throws IOException {
        Container relay = container(jobs().getFirst(), "relay");
        return CallingRelay.of(
                relay.getArgs().get(1),
                Integer.parseInt(relay.getArgs().get(2)),
                relay.getEnv().getFirst().getValue());
    }

    /** Two dollar signs are one, and one before a bracket is a variable: https://kubernetes.io/docs/reference/kubernetes-api/ (Container, command). */
    private static String asKubernetesReads(String text) {
        assertThat(text.replace("$$", "")).doesNotContain("$");
        return text.replace("$$", "$");
    }

    private static void assertLimitReached(MillraceException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_REACHED);
    }

    @Test
    void aJobHasItsProgramAndATokenAndNoSecretAndIsGoneAfterwards() throws Exception {
        try (RunningProgram program = start(PATIENCE)) {
            Job job = jobs().getFirst();
            assertThat(job.getMetadata().getName()).matches("tap-shop-[0-9a-z]{1,10}");
            List<String> command = container(job, "program").getCommand();
            assertThat(command).startsWith("/bin/sh", "-c").hasSize(10);
            assertThat(asKubernetesReads(command.get(2)))
                    .isEqualTo(ProgramScript.before("").get(2))
                    .contains("kill -TERM $$;");
            assertThat(command.subList(3, 10))
                    .containsExactly(
                            "program.sh",
                            "/millrace",
                            "tap-shop",
                            "--quiet",
                            "--config",
                            "/millrace/config.json",
                            "--discover");
            assertThat(container(job, "relay").getArgs())
                    .startsWith("relay", "127.0.0.1")
                    .endsWith("/millrace");
            assertThat(client.getKubernetesSerialization().asJson(job)).doesNotContain("s3cret");
            try (CallingRelay relay = relay()) {
                assertThat(relay.files()).isEqualTo("config.json={\"token\":\"s3cret\"}");
                relay.writes("{}\n");
                relay.exits("0");
                assertThat(program.output().readAllBytes()).asString(US_ASCII).isEqualTo("{}\n");
                assertThat(program.await(PATIENCE)).isEqualTo(OptionalInt.of(0));
            }
        }
        assertThat(jobs()).isEmpty();
    }

    @Test
    void aTapIsReadFromTheProcessesThatItsJobsSay() throws Exception {
        Path tap = Files.writeString(folder.resolve("tap"), """
                case "$3" in --discover)
                  echo '{"streams": [{"tap_stream_id": "towns", "schema": {"properties": {"name": {"type": "string"}}}}]}'
                  exit;;
                esac
                echo '{"type": "SCHEMA", "stream": "towns", "schema": {"properties": {"name": {"type": "string"}}}}'
                echo '{"type": "RECORD", "stream": "towns", "record": {"name": "Kiel"}}'
                """);
        Job template = Jobs.template("release");
        container(template, "program").setCommand(List.of("/bin/sh", tap.toString()));
        Programs taps = taps(template, PATIENCE);
        CollectedStream collected = new CollectedStream(List.of(new Field("name", "text", true)));

        try (SourceSession session = new TapSource(new StartedAsProcesses(taps)).open(context())) {
            session.read(
                    ReadRequest.of("towns", List.of(new Field("name", "text", true)), List.of(), null, null),
                    collected.output());
            collected.output().flush();
        }

        assertThat(collected.values("name")).containsExactly("Kiel");
        assertThat(jobs()).isEmpty();
    }

    private SourceContext context() {
        return new SourceContext(
                "{\"tap\": \"tap-shop\", \"settings\": \"{}\"}",
                new EgressGuard(List.of()),
                upload -> {
                    throw new AssertionError("nothing was uploaded");
                },
                folder,
                InstantSource.system(),
                new SourceLog() {
                    @Override
                    public void info(String message) {}

                    @Override
                    public void warn(String message) {}
                });
    }

    /** Does with each new Job what a kubelet does, but in processes of this machine. */
    private final class StartedAsProcesses implements Programs {

        private final Programs programs;

        private StartedAsProcesses(Programs programs) {
            this.programs = programs;
        }

        @Override
        public List<String> names() {
            return programs.names();
        }

        @Override
        public RunningProgram start(ProgramCall call) throws IOException {
            RunningProgram started = programs.start(call);
            Job job = jobs().getFirst();
            Path exchange = Files.createTempDirectory(folder, "pod-");
            Container relay = container(job, "relay");
            var unused = ProcessPods.pod(
                    in(exchange, container(job, "program").getCommand()),
                    in(exchange, relay.getArgs()),
                    relay.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue)),
                    exchange);
            return started;
        }

        private List<String> in(Path exchange, List<String> command) {
            return command.stream()
                    .map(word -> word.replace("$$", "$").replace("/millrace", exchange.toString()))
                    .toList();
        }
    }

    @Test
    void aWorkerWithACertificateTellsTheRelayHowToKnowIt(@TempDir Path files) throws Exception {
        CertificateAuthority.create("Millrace").issue(files, CertificateAuthority.validNow(), "release-sync-worker");
        certificate = Optional.of(new WorkerCertificate(
                new CertificateFolder(files), "release-sync-worker", () -> CertificateAuthority.serverContext(files)));
        try (RunningProgram program = start(PATIENCE)) {
            Container relay = container(jobs().getFirst(), "relay");
            KnownWorker known = new KnownWorker(told(relay, "RELAY_WORKER"), told(relay, "RELAY_AUTHORITY"));
            try (CallingRelay calling = CallingRelay.of(
                    relay.getArgs().get(1),
                    Integer.parseInt(relay.getArgs().get(2)),
                    told(relay, "RELAY_TOKEN"),
                    known)) {
                assertThat(calling.files()).isEqualTo("config.json={\"token\":\"s3cret\"}");
                calling.exits("0");
                assertThat(program.await(PATIENCE)).isEqualTo(OptionalInt.of(0));
            }
        }
    }

    @Test
    void aProgramThatIsCancelledBeforeItBeganLeavesNoJob() throws Exception {
        RunningProgram program = start(PATIENCE);
        program.close();

        assertThat(jobs()).isEmpty();
        assertThat(program.isKilled()).isTrue();
        assertThatThrownBy(() -> program.output().read()).isInstanceOf(IOException.class);
    }

    @Test
    void whoeverReadsIsToldWhyItCanNotBegin() throws Exception {
        try (RunningProgram program = start(PATIENCE)) {
            setPod(Jobs.waiting("ImagePullBackOff", "no such manifest"));
            assertThatThrownBy(() -> program.output().read())
                    .hasMessageStartingWith(
                            "The tap \"tap-shop\" has an image that can't be fetched: no such manifest.");
        }
        assertThat(jobs()).isEmpty();
    }

    @Test
    void whatDoesNotBeginInTimeIsGivenUp() throws Exception {
        try (RunningProgram program = start(Duration.ZERO)) {
            assertThatThrownBy(() -> program.output().read())
                    .hasMessageStartingWith("The tap \"tap-shop\" was given no pod. It is tried again later.");
        }
        assertThat(jobs()).isEmpty();
    }

    @Test
    void moreThanMayRunAtATimeAreTriedAgainLater() {
        server.expect()
                .post()
                .withPath("/apis/batch/v1/namespaces/" + Jobs.NAMESPACE + "/jobs")
                .andReturn(
                        403,
                        new StatusBuilder()
                                .withCode(403)
                                .withStatus("Failure")
                                .withReason("Forbidden")
                                .withMessage("jobs.batch \"tap-shop-1\" is forbidden: exceeded quota: programs")
                                .build())
                .once();
        assertThatThrownBy(() -> start(PATIENCE))
                .hasMessage(
                        "The tap \"tap-shop\" has to wait, because as many programs run as may. It is tried again later."
                                + " The operator can let more run with programs.most.")
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLATFORM_UNAVAILABLE));
    }

    @Test
    void anExitCodeOfTheKernelIsLookedInto() throws Exception {
        try (RunningProgram program = start(PATIENCE);
                CallingRelay relay = relay()) {
            relay.files();
            setPod(Jobs.terminated("program", 137, "OOMKilled"));
            relay.exits("137");
            assertThat(program.output().read()).isEqualTo(-1);
            assertThatThrownBy(() -> program.await(PATIENCE))
                    .isInstanceOfSatisfying(MillraceException.class, ClusterProgramsIT::assertLimitReached);
        }
    }

    @Test
    void aPodThatWentAwayIsLookedInto() throws Exception {
        try (RunningProgram program = start(PATIENCE)) {
            try (CallingRelay relay = relay()) {
                relay.files();
                relay.writes("half");
                setPod(Jobs.evicted("Usage of EmptyDir volume exceeds the limit"));
            }
            assertThat(program.output().readNBytes(4)).asString(US_ASCII).isEqualTo("half");
            assertThatThrownBy(() -> program.output().read())
                    .isInstanceOfSatisfying(MillraceException.class, ClusterProgramsIT::assertLimitReached);
        }
    }

    @Test
    void whatKilledWorkersLeftIsDeletedAndNothingElse() throws Exception {
        RunningProgram own = start(PATIENCE);
        String lost = jobs().getFirst().getMetadata().getName();
        create("of-another-release", "other", false);
        create("at-work", "release", true);

        cluster.sweep(InstantSource.fixed(Instant.now()));
        assertThat(jobs()).hasSize(3);
        cluster.sweep(InstantSource.fixed(Instant.now().plus(Duration.ofHours(1))));

        assertThat(jobs())
                .extracting(job -> job.getMetadata().getName())
                .containsExactlyInAnyOrder("of-another-release", "at-work")
                .doesNotContain(lost);
        own.close();
    }

    private void create(String name, String release, boolean relaying) {
        client.batch()
                .v1()
                .jobs()
                .inNamespace(Jobs.NAMESPACE)
                .resource(new JobBuilder(Jobs.template(release))
                        .editMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        if (relaying) {
            client.pods()
                    .inNamespace(Jobs.NAMESPACE)
                    .resource(Jobs.pod(name, Jobs.running("relay")))
                    .create();
        }
    }

    @Test
    void withoutJobsNothingOfKubernetesIsTouched() {
        cluster = new ClusterPrograms(
                new Settings(Optional.empty(), Optional.empty(), 0, PATIENCE),
                () -> {
                    throw new AssertionError("nobody asked for a client");
                },
                certificate);

        assertThat(cluster.taps()).isEmpty();
        assertThat(cluster.connectors()).isEmpty();
    }

    @Test
    void withoutAnAddressItDoesNotStart() {
        assertThatThrownBy(() -> new ClusterPrograms(
                        new Settings(Optional.of(folder), Optional.empty(), 0, PATIENCE), () -> client, certificate))
                .hasMessage(
                        "Set millrace.sync-worker.programs.address to the address of this pod: the Jobs' pods call it.");
    }
}
