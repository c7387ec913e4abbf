package dev.millrace.connector.rest.transformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.rest.expression.Expression;
import dev.millrace.connector.rest.expression.RecordPath;
import dev.millrace.connector.rest.expression.ValueType;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransformationTest {
    private static final Map<String, Object> CONTEXT = Map.of("config", Map.of("shop", "s", "prefix", "p_"));

    @Test
    void aFieldSeesThoseAddedBeforeIt() {
        AddFields add = new AddFields(
                List.of(
                        field(List.of("n", "shop"), "{{ config.shop }}", Set.of()),
                        field(List.of("copy"), "{{ record.n.shop ~ record.id }}", Set.of()),
                        field(List.of("number"), "{{ record.id + 1 }}", Set.of()),
                        field(List.of("text"), "{{ record.id }}", Set.of(ValueType.STRING))),
                null);
        assertThat(changed(add, "{'id': 7}"))
                .isEqualTo(Map.of("id", 7, "n", Map.of("shop", "s"), "copy", "s7", "number", 8L, "text", "7"));
    }

    @Test
    void aConditionDecidesForEachFieldByItsValueAndPath() {
        AddFields add = new AddFields(
                List.of(field(List.of("a"), "{{ 1 }}", Set.of()), field(List.of("b"), "{{ 2 }}", Set.of())),
                Expression.of("{{ value > 1 and path[0] not in record.keys() }}"));
        assertThat(changed(add, "{'id': 1}")).isEqualTo(Map.of("id", 1, "b", 2L));
        assertThat(changed(add, "{'b': 1}")).isEqualTo(Map.of("b", 1));
    }

    @Test
    void fieldsAreRemovedByPathOrByValue() {
        RemoveFields byPath = new RemoveFields(
                List.of(
                        RecordPath.of(List.of("a", "b")),
                        RecordPath.of(List.of("list", 0)),
                        RecordPath.of(List.of("x"))),
                null);
        assertThat(changed(byPath, "{'a': {'b': 1, 'c': 2}, 'list': [{'k': 1}], 'd': 3}"))
                .isEqualTo(json("{'a': {'c': 2}, 'list': [], 'd': 3}"));
        RemoveFields byValue =
                new RemoveFields(List.of(RecordPath.of(List.of("**"))), Expression.of("{{ property == 'gone' }}"));
        assertThat(changed(byValue, "{'a': 'gone', 'b': {'c': 'gone', 'd': 'kept'}}"))
                .isEqualTo(json("{'b': {'d': 'kept'}}"));
    }

    @Test
    void keysGetOtherNames() {
        assertThat(changed(new KeysToLower(), "{'AbC': {'DeF': 1}}")).isEqualTo(json("{'abc': {'DeF': 1}}"));
        assertThat(changed(new KeysToSnakeCase(), "{'userName': {'HTTPCode2': 1}, '1st Größe!': 2, '_id': 3}"))
                .isEqualTo(json("{'user_name': {'httpcode_2': 1}, '_1_st_grosse_': 2, '_id': 3}"));
        KeysReplace replace = new KeysReplace(Expression.of("{{ record.n }}"), Expression.of("{{ config.shop }}"));
        assertThat(changed(replace, "{'n': 12, 'a12': {'b12': 1}}")).isEqualTo(json("{'n': 12, 'as': {'bs': 1}}"));
    }

    @Test
    void nestedFieldsComeToTheTop() {
        assertThat(changed(new FlattenFields(true), "{'a': {'b': 1}, 'l': [{'c': 2}, 3]}"))
                .isEqualTo(json("{'a.b': 1, 'l.0.c': 2, 'l.1': 3}"));
        assertThat(changed(new FlattenFields(false), "{'a': {'b': 1}, 'l': [{'c': 2}]}"))
                .isEqualTo(json("{'b': 1, 'l': [{'c': 2}]}"));
    }

    @Test
    void oneObjectComesToTheTop() {
        List<Expression> path = List.of(Expression.of("a"), Expression.of("*"));
        assertThat(changed(new DpathFlattenFields(path, true, false, null, null), "{'a': {'b': {'c': 1}}, 'd': 2}"))
                .isEqualTo(json("{'a': {}, 'c': 1, 'd': 2}"));
        DpathFlattenFields renamed = new DpathFlattenFields(
                List.of(Expression.of("a")), false, true, Expression.of("{{ config.prefix }}"), Expression.of("_s"));
        assertThat(changed(renamed, "{'a': {'b': 1}, 'd': 2}")).isEqualTo(json("{'p_b_s': 1}"));
        assertThat(changed(renamed, "{'a': [1], 'd': 2}")).isEqualTo(json("{'a': [1], 'd': 2}"));
    }

    @Test
    void valuesAreMadeToFitTheTypesOfTheSchema() {
        TypeTransformer transformer = new TypeTransformer(
                json("{'definitions': {'n': {'type': ['null', 'integer']}}, 'properties': {'s': {'type': 'string'},"
                        + " 'i': {'$ref': '#/definitions/n'}, 'f': {'type': ['number', 'null']}, 'b': {'type':"
                        + " 'boolean'},'l': {'type': 'array', 'items': {'type': ['string', 'null']}}, 'm':"
                        + " {'type': ['string', 'integer']},'o': {'type': 'object', 'properties': {'k': {'type':"
                        + " 'string'}}}, 'z': {'type': 'integer'}}}"));
        Map<String, Object> record = json(
                "{'s': {'a': [1, true]}, 'i': '12', 'f': 3, 'b': 'Yes', 'l': 5, 'm': 7, 'o': {'k': 1.0}, 'z': 'many',"
                        + " 'x': 1}");
        transformer.apply(record);
        assertThat(record)
                .isEqualTo(Map.of(
                        "s",
                        "{'a': [1, True]}",
                        "i",
                        12L,
                        "f",
                        3.0,
                        "b",
                        true,
                        "l",
                        List.of("5"),
                        "m",
                        7,
                        "o",
                        Map.of("k", "1.0"),
                        "z",
                        "many",
                        "x",
                        1));
        Map<String, Object> empty = json("{'i': null, 'f': null, 's': null}");
        transformer.apply(empty);
        assertThat(empty).isEqualTo(json("{'i': null, 'f': null, 's': 'None'}"));
    }

    private static AddFields.Field field(List<String> path, String value, Set<ValueType> types) {
        return new AddFields.Field(path, Expression.of(value), types);
    }

    private static Map<String, Object> changed(Transformation transformation, String record) {
        Map<String, Object> changed = json(record);
        transformation.apply(changed, CONTEXT);
        return changed;
    }

    private static Map<String, Object> json(String text) {
        try {
            return new ObjectMapper().readValue(text.replace('\'', '"'), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
