package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.deploychecks.UpgradeCheck.Upgraded;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeCheckTest {

    private static final Duration ALLOWED = Duration.ofSeconds(35);
    private static final RunningPod.Ended ENDED = new RunningPod.Ended(143, Duration.ofSeconds(6), ALLOWED);
    private static final RunningPod.Ended KILLED = new RunningPod.Ended(137, ALLOWED, ALLOWED);

    @Test
    void anUpgradeThatNobodyNoticedIsWell() {
        assertThat(UpgradeCheck.wrong(new Upgraded(
                        List.of(asked(List.of())), List.of("SUCCEEDED in 1", "SUCCEEDED in 2"), List.of(ENDED))))
                .isEmpty();
    }

    @Test
    void aRequestThatFailedIsWrong() {
        assertThat(UpgradeCheck.wrong(new Upgraded(List.of(asked(List.of("GET /a: 503"))), List.of(), List.of())))
                .containsExactly("GET /a: 503");
    }

    @Test
    void aRunThatWasLostIsWrong() {
        assertThat(UpgradeCheck.wrong(new Upgraded(List.of(), List.of("SUCCEEDED in 1", "FAILED in 5"), List.of())))
                .containsExactly("A run ended as FAILED in 5");
    }

    @Test
    void aPodThatHadToBeKilledIsWrong() {
        assertThat(UpgradeCheck.wrong(new Upgraded(List.of(), List.of(), List.of(ENDED, KILLED))))
                .containsExactly("A pod did not end as it should: " + KILLED);
    }

    private static Load.Outcome asked(List<String> failures) {
        return new Load.Outcome("the list of sources", 10, failures, Duration.ofSeconds(1));
    }
}
