package dev.millrace.connector.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    private static @Nullable String problem(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        return JsonText.problem(utf8, 0, utf8.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                " true ",
                "-0",
                "0.5e-10",
                "1E3",
                "\"\"",
                "\"\\u00e9 \\ud83d\\ude00\"",
                "[]",
                "[1, [2], {}]",
                "{\"a\" : {\"b\": [null, false]}, \"a\": 1}"
            })
    void takesJson(String json) {
        assertThat(problem(json)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nul",
                "01",
                "1.",
                ".5",
                "+1",
                "[1,]",
                "{a:1}",
                "{\"a\"}",
                "\"a",
                "\"\\x\"",
                "[1] 2",
                "\"a\nb\"",
                "NaN"
            })
    void refusesWhatIsNotJson(String json) {
        assertThat(problem(json)).isEqualTo("is not JSON");
    }

    @Test
    void refusesWhatJsonAllowsAndTheDatabaseDoesNot() {
        assertThat(problem("{\"a\":\"\\u0000\"}")).contains("U+0000");
        assertThat(problem("\"\\ude00\"")).contains("surrogate");
        assertThat(problem("\"\\ud83d\"")).contains("surrogate");
        assertThat(problem("\"\\ud83d and on\"")).contains("surrogate");
        assertThat(problem("1e999999")).contains("too large");
        assertThat(problem("[".repeat(2_000) + "]".repeat(2_000))).contains("levels deep");
    }
}
