package dev.millrace.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemMappersTest {

    private final ProblemMappers mappers = new ProblemMappers();

    @Test
    void aDatabaseWithoutRoomSaysThatNothingIsLostAndWhatToDo() {
        try (Response answer = mappers.unexpected(caused("53100"))) {
            assertThat(answer.getStatus()).isEqualTo(507);
            assertThat(answer.getEntity())
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.detail())
                                    .isEqualTo(
                                            "Millrace has no room for this right now. What is there stays; try again in a few minutes. If it stays, tell support."));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P03", "53300"})
    void aDatabaseThatIsAwayOrTakesNobodyMoreIsWaitedFor(String state) {
        try (Response answer = mappers.unexpected(caused(state))) {
            assertThat(answer.getStatus()).isEqualTo(503);
            assertThat(answer.getHeaderString("Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void whatIsWrongWithoutADatabaseIsOurs() {
        try (Response answer = mappers.unexpected(new IllegalStateException("a bug"))) {
            assertThat(answer.getStatus()).isEqualTo(500);
        }
    }

    private static Exception caused(String state) {
        return new IllegalStateException(new SQLException("with a value of a row", state));
    }
}
