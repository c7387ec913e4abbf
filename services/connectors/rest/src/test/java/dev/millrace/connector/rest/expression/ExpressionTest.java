package dev.millrace.connector.rest.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final Expressions EXPRESSIONS =
            new Expressions(Clock.fixed(Instant.parse("2025-03-04T05:06:07.123456Z"), ZoneOffset.UTC));
    private static final Map<String, Object> CONTEXT = context();

    private static Map<String, Object> context() {
        Map<String, Object> config = new HashMap<>();
        config.put("one", 1);
        config.put("text", "text");
        config.put("digits", "12");
        config.put("nothing", null);
        config.put("list", Arrays.asList(3, 1, 2));
        config.put("map", Map.of("a", Map.of("b", List.of(1.5))));
        config.put("quoted", "it's");
        config.put("items", List.of("x"));
        Map<String, Object> context = new HashMap<>();
        context.put("config", config);
        context.put("stream_slice", Map.of("start_time", "2024-01-02T03:04:05Z"));
        return context;
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "{{ -7 // 2 }}, {{ -7 % 3 }}, {{ 7 % -3 }}, {{ 2 ** 10 }}, {{ 7 / 2 }}, {{ 6 / 2 }} => -4, 2, -2,"
                        + " 1024, 3.5, 3.0",
                "{{ -2 ** 2 }}, {{ 2 ** 3 ** 2 }}, {{ 10 - 2 - 3 }}, {{ 2 + 3 * 4 }} => 4, 64, 5, 14",
                "{{ 1 ~ 2 * 3 }}, {{ (1 ~ 2) | int + 3 }} => 16, 15",
                "{{ 1 < 2 < 3 }}, {{ 1 < 3 < 2 }}, {{ 1 == 1.0 == true }} => True, False, True",
                "{{ 1e16 }}, {{ 1e15 }}, {{ 1e-5 }}, {{ 0.1 + 0.2 }} => 1e+16, 1000000000000000.0, 1e-05,"
                        + " 0.30000000000000004",
                "{{ [1, none, 'its', 2.0, (1,), {'k': true}] }} => [1, None, 'its', 2.0, (1,), {'k': True}]",
                "{{ [config.quoted] }} => [\"it's\"]",
                "{{ config.list[-1] }}, {{ config.text[1:3] }}, {{ config.text[::-1] }} => 2, ex, txet",
                "{{ config.get('absent', 'other') }}, {{ config['map'].a.b[0] }} => other, 1.5",
                "{{ 'a,b'.split(',')[1].upper() }}, {{ ','.join(['a', 'b']) }} => B, a,b",
                "{{ config.list | sort | join('-') }}, {{ config.list | sum }} => 1-2-3, 6",
                "{{ config.absent | default('d') }}, {{ config.nothing is none }} => d, True",
                "{{ 'no' if not config.one else 'yes' }}, {{ 'x' in config.text }} => yes, True",
                "{% if config.one > 1 %}a{% elif config.one == 1 %}b{% else %}c{% endif %} => b",
                "{% for x in config.list if x > 1 %}{{ loop.index }}{{ x }}{% endfor %} => 1322",
                "{% set x, y = 1, 2 %}{{ x + y }}{% set z %}{{ x }}!{% endset %}{{ z }} => 31!",
                "a {{- ' b ' -}} c => a b c",
                "{{ {'a': {'b': 1}}['a'] }} => {'b': 1}",
                "{% raw %}{{ x }}{% endraw %}{# a comment #} => {{ x }}",
                "{{ '%05.1f %s' % (2.25, 'x') }} {{ '{:>4}|{n:,}'.format(1, n=12345) }} => 002.2 x    1|12,345",
                "{{ 'John Smith' | regex_replace('(?P<a>\\\\w+) (\\\\w+)', '\\\\2, \\\\g<a>') }} => Smith, John",
                "{{ '<https://x?page=2>; rel=\"next\"' | regex_search('<(.*)>; rel=\"next\"') }} => https://x?page=2",
                "{{ 'abcd' | hash('md5') }} => e2fc714c4727ee9395f324cd2e7f331f",
                "{{ 'a'.center(-1) }}{{ '-5'.zfill(4) }}{{ 'ab'.center(5, '*') }} => a-005**ab*",
                "{{ 12345678901234567890 / 255 }}, {{ -0.04 | round(1) }}, {{ 2.675 | round(2) }} =>"
                        + " 4.841442706366498e+16, -0.0, 2.67",
                "{{ '{:05}|{:.2e}|{:+}|{:n}'.format('a', 2.675, true, 1.5) }} => a0000|2.67e+00|+1|1.5",
                "{{ -1 }}{{- ' x' }} {{ 1 if -1 else 2 }} => -1 x 1",
                "{{ 'a b/c' | urlencode }} {{ 'é' | base64encode | base64decode }} => a%20b/c é",
            })
    void anExpressionRendersAsInPython(String text, String rendered) {
        assertThat(EXPRESSIONS.of(text).render(CONTEXT)).isEqualTo(rendered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '`',
            value = {
                "{{ now_utc() }} => 2025-03-04 05:06:07.123456+00:00",
                "{{ today_utc() }} => 2025-03-04",
                "{{ today_with_timezone('Pacific/Honolulu') }} => 2025-03-03",
                "{{ day_delta(-1, format='%Y-%m-%d') }} => 2025-03-03",
                "{{ (now_utc() - duration('P1M')).strftime('%Y-%m-%dT%H:%M:%SZ') }} => 2025-02-04T05:06:07Z",
                "{{ duration('P1DT2H') }} => 1 day, 2:00:00",
                "{{ timestamp('2022-02-28T00:00:00-08:00') }} => 1646035200.0",
                "{{ timestamp(1646006400.9) }} => 1646006400",
                "{{ format_datetime('2024-01-02T03:04:05.678Z', '%s') }} => 1704164645",
                "{{ format_datetime(1704164645678, '%Y-%m-%dT%H:%M:%S.%_ms', '%ms') }} => 2024-01-02T03:04:05.678",
                "{{ format_datetime('02/01/24', '%A', '%d/%m/%y') }} => Tuesday",
                "{{ str_to_datetime('2022-W01-2') }} => 2022-01-04 00:00:00+00:00",
                "{{ max(2, 3) }}{{ min([2, 3]) }} => 32",
                "{{ sanitize_url('a b/c') }} {{ camel_case_to_snake_case('userName') }} => a+b%2Fc user_name",
            })
    void aMacroGoesByTheClockThatItIsGiven(String text, String rendered) {
        assertThat(EXPRESSIONS.of(text).render(CONTEXT)).isEqualTo(rendered);
    }

    @Test
    void aValueIsTheLiteralThatTheTextReadsAs() {
        assertThat(value("{{ config.one }}")).isEqualTo(1L);
        assertThat(value("{{ config.digits }}")).isEqualTo(12L);
        assertThat(value("007")).isEqualTo("007");
        assertThat(value("{{ 2 ** 64 }}")).isEqualTo(BigInteger.TWO.pow(64));
        assertThat(value("{{ 1.0 }}")).isEqualTo(1.0);
        assertThat(value("{{ config.list }}")).isEqualTo(List.of(3L, 1L, 2L));
        assertThat(value("{{ (1, 2) }}")).isEqualTo(List.of(1L, 2L));
        assertThat(value("{{ config.nothing }}")).isNull();
        assertThat(value("{{ config.text }}")).isEqualTo("text");
        assertThat(value("{\"a\": {{ config.one }}}")).isEqualTo(Map.of("a", 1L));
        assertThat(value("{\"a\": true}")).isEqualTo("{\"a\": true}");
    }

    @Test
    void typesThatAreNotAllowedStayText() {
        assertThat(EXPRESSIONS.of("{{ config.one }}").value(CONTEXT, Set.of(ValueType.STRING)))
                .isEqualTo("1");
        assertThat(EXPRESSIONS.of("{{ config.one }}").value(CONTEXT, Set.of(ValueType.INTEGER)))
                .isEqualTo(1L);
        assertThat(EXPRESSIONS.of("{{ (1,) }}").value(CONTEXT, Set.of(ValueType.LIST)))
                .isEqualTo("(1,)");
    }

    @Test
    void anUndefinedValueGivesWhatStandsInForIt() {
        assertThat(value("{{ config.absent }}")).isEqualTo("");
        assertThat(EXPRESSIONS.of("{{ config.absent.deep }}", "other").value(CONTEXT))
                .isEqualTo("other");
        assertThat(EXPRESSIONS.of("{{ config.absent.deep }}", null).value(CONTEXT))
                .isNull();
        assertThat(EXPRESSIONS.of("{{ config.absent }}", null).value(CONTEXT)).isNull();
        assertThatThrownBy(() -> value("{{ config.absent.deep }}"))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("{{ config.absent.deep }}")
                .hasMessageContaining("has no attribute 'absent'");
    }

    @Test
    void aTypeErrorLeavesTheTextAsItIs() {
        assertThat(value("{{ 'a' + 1 }}")).isEqualTo("{{ 'a' + 1 }}");
    }

    @Test
    void aNameThatTheContextHasNotIsNamed() {
        assertThatThrownBy(() -> value("{{ respnse.next if false else 1 }}"))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("it uses respnse, but all there is here are config, stream_slice");
    }

    @Test
    void aMessageHoldsNoValue() {
        assertThatThrownBy(() -> value("{{ format_datetime(config.text, '%Y') }}"))
                .isInstanceOf(ExpressionException.class)
                .hasMessageEndingWith("a text is no date of ISO 8601");
    }

    @Test
    void aTextThatIsNoTemplateIsRefused() {
        for (String text :
                List.of("{{ 1", "{{ (1 }}", "{{ 1 2 }}", "{% if config %}", "{{ 'a' | nofilter }}", "{% foo %}")) {
            assertThatThrownBy(() -> EXPRESSIONS.of(text)).isInstanceOf(ExpressionException.class);
        }
    }

    @Test
    void aConditionIsFalseForNothingAndTrueForNone() {
        for (String text :
                List.of("", "{{ config.absent }}", "{{ config.absent.deep }}", "false", "{{ 0.0 }}", "{{ [] }}")) {
            assertThat(EXPRESSIONS.of(text).condition(CONTEXT)).as(text).isFalse();
        }
        for (String text : List.of("{{ none }}", "{{ 1 }}", "no", "{{ 'text' in config.text }}")) {
            assertThat(EXPRESSIONS.of(text).condition(CONTEXT)).as(text).isTrue();
        }
    }

    @Test
    void theSliceHasThreeNames() {
        assertThat(value("{{ stream_interval.start_time }}")).isEqualTo("2024-01-02T03:04:05Z");
        assertThat(value("{{ stream_partition['start_time'] }}")).isEqualTo("2024-01-02T03:04:05Z");
    }

    @Test
    void anAttributeComesBeforeAKeyAfterADotAndAKeyFirstInBrackets() {
        class Slice extends HashMap<String, Object> implements HasAttributes {
            private static final long serialVersionUID = 1L;

            @Override
            public Optional<Object> attribute(String name) {
                return name.equals("extra_fields") ? Optional.of(Map.of("a", "attribute")) : Optional.empty();
            }
        }
        Slice slice = new Slice();
        slice.put("extra_fields", "key");
        Map<String, Object> context = Map.of("stream_slice", slice);
        assertThat(EXPRESSIONS.of("{{ stream_slice.extra_fields.a }}").value(context))
                .isEqualTo("attribute");
        assertThat(EXPRESSIONS.of("{{ stream_slice['extra_fields'] }}").value(context))
                .isEqualTo("key");
        assertThat(value("{{ config['items'][0] }}")).isEqualTo("x");
    }

    @Test
    void whatHoldsNoExpressionIsConstant() {
        assertThat(EXPRESSIONS.of("a { b } 5").isConstant()).isTrue();
        assertThat(EXPRESSIONS.of("{{ 1 }}").isConstant()).isFalse();
    }

    private static Object value(String text) {
        return EXPRESSIONS.of(text).value(CONTEXT);
    }
}
