package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.syncworker.warehouse.LoadTotals;
import dev.millrace.work.SetAside;
import dev.millrace.work.StreamState;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunReportTest {

    private final RunReport report = new RunReport();

    @Test
    void rowsThatAreSetAsideAreCountedByTheirReason() {
        report.setAside("orders", "Too few columns", 2);
        report.setAside("orders", "Too many columns", 1);
        report.setAside("orders", "Too few columns", 3);
        report.stream("orders", StreamState.RUNNING, setAside(6), 94, 1_000);

        assertThat(reasons()).containsExactly(new SetAside("Too few columns", 5), new SetAside("Too many columns", 1));
    }

    @Test
    void theReasonsOfAStreamThatFailsStay() {
        report.setAside("orders", "Too few columns", 2);
        report.stream("orders", StreamState.RUNNING, setAside(2), 98, 1_000);
        report.failRunningStream();

        assertThat(reasons()).containsExactly(new SetAside("Too few columns", 2));
    }

    @Test
    void moreReasonsThanAreToldApartAreSummed() {
        for (int i = 1; i <= 30; i++) {
            report.setAside("orders", "Reason " + i, i);
        }
        report.stream("orders", StreamState.SUCCEEDED, setAside(465), 0, 1_000);

        assertThat(reasons()).hasSize(20).startsWith(new SetAside("Reason 1", 1));
        assertThat(reasons().getLast().rows()).isEqualTo(275);
        assertThat(reasons().stream().mapToLong(SetAside::rows).sum()).isEqualTo(465);
    }

    @Test
    void whatAnEarlierAttemptSetAsideIsPartOfTheSum() {
        report.stream("orders", StreamState.RUNNING, setAside(4), 0, 0);
        report.setAside("orders", "Too few columns", 1);
        report.stream("orders", StreamState.RUNNING, setAside(5), 0, 0);

        assertThat(reasons())
                .containsExactly(
                        new SetAside("Too few columns", 1),
                        new SetAside("Other reasons, or in an earlier attempt; the log says more", 4));
    }

    @Test
    void aStreamThatIsLoadedFromTheBeginningCountsItsReasonsAgain() {
        report.setAside("orders", "Too few columns", 2);
        report.stream("orders", StreamState.RUNNING, setAside(2), 0, 0);
        report.stream("orders", StreamState.RUNNING, setAside(0), 0, 0);
        report.setAside("orders", "Too many columns", 1);
        report.stream("orders", StreamState.RUNNING, setAside(1), 0, 0);

        assertThat(reasons()).containsExactly(new SetAside("Too many columns", 1));
    }

    private List<SetAside> reasons() {
        return report.streams().getFirst().setAside();
    }

    private static LoadTotals setAside(long rows) {
        return new LoadTotals(rows, 0, 0, rows, 0);
    }
}
