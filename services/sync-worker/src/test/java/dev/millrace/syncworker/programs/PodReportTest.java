package dev.millrace.syncworker.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReportTest {

    private static final JobTemplate TEMPLATE = JobTemplate.of(Jobs.template("release"));
    private static final String LATER = " It is tried again later. If it stays so, ";

    private static Optional<MillraceException> beforeItBegan(PodStatus status) {
        return PodReport.whyItCanNotBegin(TEMPLATE, List.of(Jobs.pod("tap-shop-1", status)));
    }

    private static Optional<MillraceException> afterItEnded(PodStatus status) {
        return PodReport.howItEnded(TEMPLATE, Optional.empty(), List.of(Jobs.pod("tap-shop-1", status)));
    }

    private static void assertSays(Optional<MillraceException> told, ErrorCode code, String message) {
        assertThat(told).hasValueSatisfying(e -> {
            assertThat(e).hasMessage(message);
            assertThat(e.code()).isEqualTo(code);
        });
    }

    @ParameterizedTest
    @CsvSource({"ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"})
    void anImageThatCanNotBeFetchedIsTheOperators(String reason) {
        assertSays(
                beforeItBegan(Jobs.waiting(reason, "no such manifest.")),
                ErrorCode.PLATFORM_UNAVAILABLE,
                "The tap \"tap-shop\" has an image that can't be fetched: no such manifest. Ask the operator to see whether"
                        + " programs.installed names an image that there is, and programs.pullSecrets opens its registry.");
    }

    @Test
    void anImageThatRunsAsRootIsTheOperators() {
        assertSays(
                beforeItBegan(Jobs.waiting(
                        "CreateContainerConfigError", "container has runAsNonRoot and image runs as root")),
                ErrorCode.PLATFORM_UNAVAILABLE,
                "The tap \"tap-shop\" can't be started from its image: container has runAsNonRoot and image runs as root."
                        + " Ask the operator: the image needs a shell at /bin/sh, and has to run as a user other than root.");
    }

    @Test
    void anImageWithoutAShellIsTheOperators() {
        assertThat(beforeItBegan(Jobs.terminated("program", 128, "StartError")))
                .hasValueSatisfying(e -> assertThat(e)
                        .hasMessage("The tap \"tap-shop\" can't be started from its image. Ask the operator: the image"
                                + " needs a shell at /bin/sh."));
        assertThat(beforeItBegan(Jobs.terminated("program", 70, "Error")))
                .hasValueSatisfying(e -> assertThat(e)
                        .hasMessage(
                                "The tap \"tap-shop\" ended before it began, with exit code 70. Ask the operator: its"
                                        + " image needs sh, mkfifo, cat and mv."));
    }

    @Test
    void aRelayThatCanNotReachTheWorkerIsTheOperators() {
        assertSays(
                beforeItBegan(Jobs.terminated("relay", 1, "Error")),
                ErrorCode.PLATFORM_UNAVAILABLE,
                "The tap \"tap-shop\" has a relay that ended with exit code 1. Ask the operator to see whether network"
                        + " policies let its pod reach the worker.");
    }

    @Test
    void whatMayStillComeIsWaitedFor() {
        assertThat(beforeItBegan(Jobs.waiting("ContainerCreating", ""))).isEmpty();
        assertThat(beforeItBegan(Jobs.waiting("ErrImagePull", "a moment"))).isEmpty();
        assertThat(beforeItBegan(Jobs.running("program"))).isEmpty();
        assertThat(beforeItBegan(Jobs.unscheduled("no node yet"))).isEmpty();
    }

    @Test
    void aClusterThatIsFullIsTriedAgain() {
        assertThat(PodReport.whyItIsLate(
                        TEMPLATE,
                        List.of(Jobs.pod("tap-shop-1", Jobs.unscheduled("0/3 nodes are available."))),
                        Stream.empty()))
                .hasMessage("The tap \"tap-shop\" finds no node of the cluster that has room for it: 0/3 nodes are"
                        + " available." + LATER
                        + "the operator has to add nodes or ask for less in programs.resources.");
        assertThat(PodReport.whyItIsLate(TEMPLATE, List.of(), Stream.of("exceeded quota: memory")))
                .hasMessage("The tap \"tap-shop\" was given no pod: exceeded quota: memory." + LATER
                        + "ask the operator to look at the Job's events.");
        assertThat(PodReport.whyItIsLate(
                        TEMPLATE,
                        List.of(Jobs.pod("tap-shop-1", Jobs.waiting("ContainerCreating", ""))),
                        Stream.empty()))
                .hasMessage("The tap \"tap-shop\" did not begin in time." + LATER
                        + "ask the operator whether its image is fetched so slowly.");
    }

    @Test
    void aClusterThatTakesNoJobSaysWhoseTurnItIs() {
        assertThat(PodReport.whyItWasRefused(TEMPLATE, 403, "jobs.batch is forbidden: exceeded quota: programs"))
                .hasMessage(
                        "The tap \"tap-shop\" has to wait, because as many programs run as may. It is tried again later."
                                + " The operator can let more run with programs.most.")
                .satisfies(e -> assertThat(e.code().retryable()).isTrue());
        assertThat(PodReport.whyItWasRefused(TEMPLATE, 403, "User \"system:anonymous\" cannot create jobs."))
                .hasMessage(
                        "The tap \"tap-shop\" was refused by the cluster: User \"system:anonymous\" cannot create jobs."
                                + " Ask the operator to run helm upgrade, which renews what workers may do.");
        assertThat(PodReport.whyItWasRefused(TEMPLATE, 0, "Connection refused"))
                .hasMessage("The tap \"tap-shop\" can't be started, because the cluster's API server does not answer."
                        + LATER
                        + "ask the operator whether policies let workers reach it (networkPolicy.apiServerTo).");
    }

    @Test
    void tooMuchMemoryIsALimitThatWaitingDoesNotChange() {
        assertSays(
                afterItEnded(Jobs.terminated("program", 137, "OOMKilled")),
                ErrorCode.LIMIT_REACHED,
                "The tap \"tap-shop\" needed more memory than it may have (512Mi). Let its settings read less at a time, or"
                        + " ask the operator for more (programs.resources.limits.memory).");
        assertThat(afterItEnded(Jobs.terminated("program", 137, "Error"))).isEmpty();
    }

    @Test
    void tooManyFilesAreALimitAndATroubledNodeIsNot() {
        assertSays(
                afterItEnded(
                        Jobs.evicted("Pod ephemeral local storage usage exceeds the total limit of containers 2Gi.")),
                ErrorCode.LIMIT_REACHED,
                "The tap \"tap-shop\" wrote more temporary files than it may have (2Gi). Let its settings read less at a"
                        + " time, or ask the operator for more (programs.resources.limits.ephemeral-storage).");
        assertSays(
                afterItEnded(Jobs.evicted("The node was low on resource: memory.")),
                ErrorCode.SOURCE_INTERRUPTED,
                "The tap \"tap-shop\" was taken from its node: The node was low on resource: memory. It is run again.");
    }

    @Test
    void aDeadlineIsToldWithItsLength() {
        Job ended = new JobBuilder(Jobs.template("release"))
                .withNewStatus()
                .addNewCondition()
                .withType("Failed")
                .withStatus("True")
                .withReason("DeadlineExceeded")
                .endCondition()
                .endStatus()
                .build();
        assertSays(
                PodReport.howItEnded(TEMPLATE, Optional.of(ended), List.of()),
                ErrorCode.SOURCE_TIMED_OUT,
                "The tap \"tap-shop\" ran for longer than 3600 s and was stopped. It goes on from its last checkpoint. The"
                        + " operator can give it longer with programs.deadlineSeconds.");
    }
}
