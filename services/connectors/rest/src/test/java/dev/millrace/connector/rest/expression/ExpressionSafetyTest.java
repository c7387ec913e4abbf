package dev.millrace.connector.rest.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest is a stranger's text: what its expressions can't do. */
class ExpressionSafetyTest {
    private static final Map<String, Object> CONTEXT =
            Map.of("config", Map.of("secret", "s3cret", "list", List.of(1, 2)), "record", new HashMap<>());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ config.__class__.__mro__ }}",
                "{{ ''.__class__.__base__.__subclasses__() }}",
                "{{ config.getClass().forName('java.lang.Runtime') }}",
                "{{ config.class.name }}",
                "{{ ''.getClass() }}",
                "{{ 'a'.getBytes() }}",
                "{{ config['getClass']() }}",
                "{{ config.list.stream() }}",
                "{{ config.get.__globals__.os }}",
                "{{ now_utc().getClass() }}",
                "{{ now_utc.body.getClass() }}",
                "{{ '{0.__class__.__init__}'.format(config).x.y }}",
            })
    void noClassOrMethodOfJavaOrPythonIsWithinReach(String text) {
        assertThatThrownBy(() -> Expression.of(text).render(CONTEXT))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.kind()).isIn(ErrorKind.UNDEFINED, ErrorKind.TYPE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% include '/etc/passwd' %}",
                "{% import 'x' as y %}",
                "{% from 'x' import y %}",
                "{% extends 'x' %}",
                "{% macro bomb() %}{{ bomb() }}{% endmacro %}{{ bomb() }}",
                "{% call x() %}{% endcall %}",
                "{% block x %}{% endblock %}",
                "{% do config.clear() %}",
                "{{ import os }}",
                "{{ lambda: 1 }}",
                "{{ [x for x in config.list] }}",
                "{{ 'a' | attr('x') | random }}",
            })
    void templatesFunctionsAndFilesAreNoPartOfTheLanguage(String text) {
        assertThatThrownBy(() -> Expression.of(text)).isInstanceOf(ExpressionException.class);
    }

    @Test
    void rangeIsNoFunction() {
        assertThatThrownBy(() -> Expression.of("{{ range(1000000000) | list }}").value(CONTEXT))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("it uses range");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 'a' * 10000000000 }}",
                "{{ 'a' * 1000000000 }}",
                "{{ [0] * 1000000000 }}",
                "{{ 9 ** (9 ** 9) }}",
                "{{ 9 ** 999999999 }}",
                "{{ 'a'.center(2000000000) }}",
                "{{ 'a'.zfill(1000000000) }}",
                "{{ '%999999999d' % 1 }}",
                "{{ '{:>999999999}'.format(1) }}",
                "{{ '{:.999999999f}'.format(1.0) }}",
                "{{ ('a' * 1000000).replace('a', 'b' * 10000) }}",
                "{{ ','.join(['a' * 1000000] * 1000) }}",
                "{{ 'a' | indent(2000000000) }}",
                "{{ 'a' | center(2000000000) }}",
                "{{ 1.5 | round(2000000000) }}",
                "{% for a in [0] * 10000 %}{% for b in [0] * 10000 %}{{ a * b }}{% endfor %}{% endfor %}",
                "{% set ns = namespace(x='a') %}{% for i in [0] * 100 %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{"
                        + " ns.x }}",
                "{% set ns = namespace(x=[], y=[]) %}{% for i in [0] * 60 %}{% set ns.x = [ns.x, ns.x] %}"
                        + "{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}",
                "{% set ns = namespace(x=[], y=[]) %}{% for i in [0] * 60 %}{% set ns.x = [ns.x, ns.x] %}"
                        + "{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ [ns.x] | select('equalto', ns.y) | list }}",
                "{% set x = [0] * 10000 %}{% for a in x %}{% if 1 in x %}{% endif %}{% endfor %}",
                "{% set x = 'a' * 4000000 %}{% for a in [0] * 10000 %}{% if 'b' in x %}{% endif %}{% endfor %}",
                "{% set x = 'a' * 4000000 %}{% for a in [0] * 10000 %}{% if x.count('b') %}{% endif %}{% endfor %}",
                "{{ ('a' * 200) | regex_search('(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)x') }}",
            })
    void timeAndMemoryAreBounded(String text) {
        assertThatThrownBy(() -> Expression.of(text).render(CONTEXT))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.kind()).isIn(ErrorKind.LIMIT, ErrorKind.OVERFLOW));
    }

    @Test
    void depthIsBounded() {
        for (String text : List.of(
                "{{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}",
                "{{ " + "-".repeat(100_000) + "1 }}",
                "{{ " + "not ".repeat(100_000) + "1 }}",
                "{{ " + "[".repeat(100_000) + "]".repeat(100_000) + " }}",
                "{% if 1 %}".repeat(100_000) + "{% endif %}".repeat(100_000))) {
            assertThatThrownBy(() -> Expression.of(text)).isInstanceOf(ExpressionException.class);
        }
        String brackets = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(Expression.of(brackets).value(CONTEXT)).isEqualTo(brackets);
    }

    @Test
    void longChainsOfOperatorsAreBoundedToo() {
        assertThatThrownBy(() ->
                        Expression.of("{{ 1" + " + 1".repeat(100_000) + " }}").render(CONTEXT))
                .hasMessage("it is nested too deep");
        assertThatThrownBy(() -> Expression.of("{{ config" + "['list']".repeat(100_000) + " }}")
                        .render(CONTEXT))
                .hasMessage("it is nested too deep");
        String nested =
                "{% set ns = namespace(x=[]) %}{% for i in [0] * 100000 %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x"
                        + " }}";
        assertThatThrownBy(() -> Expression.of(nested).render(CONTEXT)).hasMessage("it is nested too deep");
    }

    @Test
    void whatAnExpressionWasGivenItCannotChange() {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> map = new HashMap<>(Map.of("list", list));
        for (String text :
                List.of("{{ config.list.append(2) }}", "{{ config.update({'a': 1}) }}", "{{ config.pop('list') }}")) {
            assertThatThrownBy(() -> Expression.of(text).render(Map.of("config", map)))
                    .isInstanceOf(EvaluationException.class);
        }
        assertThat(map).isEqualTo(Map.of("list", List.of(1)));
    }
}
