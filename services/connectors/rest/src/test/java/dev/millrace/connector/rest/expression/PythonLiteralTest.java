package dev.millrace.connector.rest.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "1 => 1",
                "- 5 => -5",
                "-(1) => -1",
                "1_000 => 1000",
                "00 => 0",
                "0x1f => 31",
                "1. => 1.0",
                ".5e1 => 5.0",
                "1e999 => inf",
                "123456789012345678901234567890 => 123456789012345678901234567890",
                "None => None",
                "'a' \"b\" => 'ab'",
                "r'\\n' => '\\\\n'",
                "'\\x41\\u00e9\\q' => 'Aé\\\\q'",
                "'''a''' => 'a'",
                "(1) => 1",
                "1, => (1,)",
                "1, 2 => (1, 2)",
                "[1, (2,), {'k': None}] => [1, (2,), {'k': None}]",
                "{'a': [True], 1: -2.5,} => {'a': [True], 1: -2.5}",
                "{1, 2} => {1, 2}",
                "set() => set()",
                "5 # five => 5",
            })
    void aLiteralIsRead(String text, String value) {
        assertThat(PythonLiteral.read(text))
                .isInstanceOfSatisfying(
                        PythonLiteral.Value.class,
                        literal -> assertThat(PythonText.repr(literal.value())).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "true",
                "null",
                "nan",
                "007",
                "1_",
                "1__0",
                "--5",
                "-True",
                "1-1",
                "1+2j",
                "2024-01-01",
                "12:30",
                "1.2.3",
                "1a",
                "10%",
                "[1",
                "[1 2]",
                "(,)",
                "'a",
                "'a'b'",
                "'a\nb'",
                "'\\xzz'",
                "b'x'",
                "f'x'",
                "{'a': true}",
                "{[1]: 2}",
                "{'a'}['a']",
                "1\n2",
                "\n 1",
                "[*[1]]",
                "...",
                "https://example.com",
                "a()",
                "not True"
            })
    void whatIsNoLiteralIsNotRead(String text) {
        assertThat(PythonLiteral.read(text)).isInstanceOf(PythonLiteral.NoLiteral.class);
    }

    @Test
    void aTextOfMillionsOfDigitsIsNoLiteralButNoFailureEither() {
        for (String part : List.of("1", "1_1", "[1.5]", "a1", "'")) {
            assertThat(PythonLiteral.read("1" + part.repeat(1_000_000)))
                    .as(part)
                    .isInstanceOf(PythonLiteral.NoLiteral.class);
        }
        assertThat(NumberFilters.floating("1_1".repeat(100_000))).isInfinite();
    }

    @Test
    void lineBreaksMeanNothingWithinBracketsAndAtTheEnd() {
        assertThat(PythonLiteral.read("\n[\n1,\n2\n]\n\n"))
                .isInstanceOfSatisfying(
                        PythonLiteral.Value.class,
                        literal -> assertThat(PythonText.repr(literal.value())).isEqualTo("[1, 2]"));
    }
}
