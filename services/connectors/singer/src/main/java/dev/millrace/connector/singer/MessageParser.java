package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a message of a line. The whole line is checked to be one JSON object before anything of it is used, so a line that
 * broke off never leaves half a row.
 */
final class MessageParser {

    /** One factory for every line: names that come again and again are made once. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            // Python writes NaN and Infinity, which are no JSON: one such value shall not cost its row.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            // Names are the source's: whoever chooses them must not fill a table that all tenants share.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(200_000)
                    .build())
            .build();

    /** Keeps the digits of numbers as they are: a STATE goes back to its tap. */
    static final ObjectMapper JSON = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Where the value of a property stands in the line. */
    private record Place(int from, int to) {}

    private final Map<String, Place> places = new HashMap<>();

    /**
     * The message on a line.
     *
     * @throws MillraceException with {@code SOURCE_UNREADABLE} when it is none
     */
    SingerMessage parse(byte[] buffer, int from, int to, long line) {
        places.clear();
        String type = null;
        String stream = null;
        Long version = null;
        try (JsonParser parser = FACTORY.createParser(buffer, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(line, "is no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (name) {
                    case "type" -> type = text(parser, token);
                    case "stream" -> stream = text(parser, token);
                    case "version" -> version = version(parser, token, line);
                    default -> places.put(name, skip(parser, token, from));
                }
            }
            if (parser.nextToken() != null) {
                throw malformed(line, "holds more than one JSON object");
            }
            return message(type, stream, version, buffer, line);
        } catch (JsonProcessingException | CharConversionException e) {
            throw malformed(line, "is no complete JSON object in UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A record that stands on a line without an envelope.
     *
     * @throws MillraceException with {@code SOURCE_UNREADABLE} when it is none
     */
    static SingerMessage.Row record(String stream, byte[] buffer, int from, int to, long line) {
        try (JsonParser parser = FACTORY.createParser(buffer, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("Line " + line + " of a BATCH of \"" + stream + "\" is no JSON object");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw malformed("Line " + line + " of a BATCH of \"" + stream + "\" holds more than one JSON object");
            }
            return new SingerMessage.Row(stream, buffer, from, to, null);
        } catch (JsonProcessingException | CharConversionException e) {
            throw malformed("Line " + line + " of a BATCH of \"" + stream + "\" is no complete JSON object in UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String text(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    private static @Nullable Long version(JsonParser parser, JsonToken token, long line) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_NUMBER_INT || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw malformed(line, "has a version that is no whole number");
        }
        return parser.getLongValue();
    }

    private static Place skip(JsonParser parser, JsonToken token, int offset) throws IOException {
        int begin = offset + (int) parser.currentTokenLocation().getByteOffset();
        if (token.isStructStart()) {
            parser.skipChildren();
        } else {
            // A text is read on demand: its end is known, and its form checked, only afterwards.
            parser.finishToken();
        }
        return new Place(begin, offset + (int) parser.currentLocation().getByteOffset());
    }

    private SingerMessage message(
            @Nullable String type, @Nullable String stream, @Nullable Long version, byte[] buffer, long line)
            throws IOException {
        if (type == null) {
            throw malformed(line, "has no \"type\"");
        }
        return switch (type) {
            case "RECORD" -> {
                Place record = place("record", type, line);
                if (buffer[record.from()] != '{') {
                    throw malformed(line, "is a RECORD whose \"record\" is no object");
                }
                yield new SingerMessage.Row(named(stream, type, line), buffer, record.from(), record.to(), version);
            }
            case "SCHEMA" ->
                new SingerMessage.Schema(
                        named(stream, type, line),
                        tree(buffer, place("schema", type, line)),
                        names("key_properties", buffer, line),
                        names("bookmark_properties", buffer, line));
            case "STATE" ->
                new SingerMessage.State(tree(buffer, place("value", type, line)).toString());
            case "ACTIVATE_VERSION" -> {
                if (version == null) {
                    throw malformed(line, "is an ACTIVATE_VERSION without \"version\"");
                }
                yield new SingerMessage.ActivateVersion(named(stream, type, line), version);
            }
            case "BATCH" -> {
                JsonNode encoding = tree(buffer, place("encoding", type, line));
                yield new SingerMessage.Batch(
                        named(stream, type, line),
                        encoding.path("format").asText(""),
                        encoding.path("compression").asText("none"),
                        names("manifest", buffer, line));
            }
            default ->
                throw malformed(
                        line,
                        "has the type \"" + shortened(type)
                                + "\"; Singer has SCHEMA, RECORD, STATE, ACTIVATE_VERSION and BATCH");
        };
    }

    private static String shortened(String type) {
        return type.length() <= 40 ? type : type.substring(0, 40) + "…";
    }

    private static String named(@Nullable String stream, String type, long line) {
        if (stream == null || stream.isBlank()) {
            throw malformed(line, "is a " + type + " without \"stream\"");
        }
        return stream;
    }

    private Place place(String name, String type, long line) {
        Place place = places.get(name);
        if (place == null) {
            throw malformed(line, "is a " + type + " without \"" + name + "\"");
        }
        return place;
    }

    private static JsonNode tree(byte[] buffer, Place place) throws IOException {
        return JSON.readTree(buffer, place.from(), place.to() - place.from());
    }

    private List<String> names(String property, byte[] buffer, long line) throws IOException {
        Place place = places.get(property);
        if (place == null) {
            return List.of();
        }
        JsonNode value = tree(buffer, place);
        if (value.isNull()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (JsonNode name : value) {
            if (!name.isTextual()) {
                throw malformed(line, "has \"" + property + "\" that are no list of texts");
            }
            names.add(name.textValue());
        }
        return names;
    }

    /** What is wrong with a line, in the words of who reads the run's log; no value of a record. */
    static MillraceException malformed(long line, String problem) {
        return malformed("Line " + line + " of the Singer messages " + problem);
    }

    /** The same of something that is no line. */
    static MillraceException malformed(String problem) {
        return new MillraceException(
                ErrorCode.SOURCE_UNREADABLE,
                problem + ". Nothing after it was read; correct what wrote it, and run again.");
    }
}
