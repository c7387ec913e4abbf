package dev.millrace.connector.spi.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonShapeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String type(String schema) throws JsonProcessingException {
        JsonNode root = JSON.readTree(schema.replace('\'', '"'));
        return JsonShape.of(root.path("property").isMissingNode() ? root : root.path("property"), root)
                .type()
                .toString();
    }

    @Test
    void aTypeWithOrWithoutNullIsAColumnOfIt() throws JsonProcessingException {
        assertThat(type("{'type': 'boolean'}")).isEqualTo("boolean");
        assertThat(type("{'type': ['null', 'integer']}")).isEqualTo("integer");
        assertThat(type("{'type': 'number'}")).isEqualTo("decimal");
        assertThat(type("{'type': ['string', 'null']}")).isEqualTo("text");
        assertThat(type("{'type': 'object'}")).isEqualTo("json");
        assertThat(type("{'type': 'array', 'items': {'type': 'string'}}")).isEqualTo("json");
        assertThat(type("{'type': 'null'}")).isEqualTo("json");
        assertThat(type("{}")).isEqualTo("json");
    }

    @Test
    void formatsThatAreKnownAreTypesAndOthersAreText() throws JsonProcessingException {
        assertThat(type("{'type': 'string', 'format': 'date-time'}")).isEqualTo("timestamptz");
        assertThat(type("{'type': 'string', 'format': 'date'}")).isEqualTo("date");
        assertThat(type("{'type': 'string', 'format': 'time'}")).isEqualTo("time");
        assertThat(type("{'type': 'string', 'format': 'uuid'}")).isEqualTo("uuid");
        assertThat(type("{'type': 'string', 'format': 'singer.decimal'}")).isEqualTo("decimal");
        assertThat(type("{'type': 'string', 'format': 'binary'}")).isEqualTo("text");
        assertThat(type("{'type': 'string', 'contentEncoding': 'base16'}")).isEqualTo("text");
    }

    @Test
    void wholeNumbersBeyond64BitsAreDecimal() throws JsonProcessingException {
        assertThat(type("{'type': 'integer', 'maximum': 9223372036854775807}")).isEqualTo("integer");
        assertThat(type("{'type': 'integer', 'maximum': 18446744073709551615}")).isEqualTo("decimal");
        assertThat(type("{'type': 'integer', 'minimum': -1e30}")).isEqualTo("decimal");
    }

    @Test
    void severalTypesAreTheNarrowestThatLosesNothing() throws JsonProcessingException {
        assertThat(type("{'type': ['integer', 'number']}")).isEqualTo("decimal");
        assertThat(type("{'anyOf': [{'type': 'string', 'format': 'date-time'}, {'type': 'null'}]}"))
                .isEqualTo("timestamptz");
        assertThat(type("{'anyOf': [{'type': 'string', 'format': 'date-time'}, {'type': 'string'}]}"))
                .isEqualTo("text");
        assertThat(type("{'anyOf': [{'type': 'string'}, {'type': 'integer'}]}")).isEqualTo("text");
        assertThat(type("{'oneOf': [{'type': 'array'}, {'type': 'string'}]}")).isEqualTo("json");
        assertThat(type("{'enum': ['a', 'b', null]}")).isEqualTo("text");
        assertThat(type("{'const': 5}")).isEqualTo("integer");
    }

    @Test
    void referencesAreFollowedAndThoseThatHoldThemselvesEnd() throws JsonProcessingException {
        assertThat(type("{'property': {'$ref': '#/definitions/day'}, 'definitions': {'day':"
                        + " {'type': ['null', 'string'], 'format': 'date'}}}"))
                .isEqualTo("date");
        assertThat(type("{'property': {'$ref': '#/$defs/loop'}, '$defs': {'loop': {'$ref': '#/$defs/loop'}}}"))
                .isEqualTo("json");
        assertThat(type("{'property': {'$ref': 'https://elsewhere/schema.json'}}"))
                .isEqualTo("json");
    }
}
