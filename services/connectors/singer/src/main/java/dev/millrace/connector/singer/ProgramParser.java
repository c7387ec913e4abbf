package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Makes a message of a line. What is no JSON is something that the program prints: it goes into the log. */
final class ProgramParser {

    private ProgramParser() {}

    static ProgramMessage parse(byte[] buffer, int from, int to, long line) {
        try {
            Optional<ProgramMessage> row = row(buffer, from, to, line);
            return row.isPresent() ? row.get() : other(MessageParser.JSON.readTree(buffer, from, to - from));
        } catch (JsonProcessingException | CharConversionException e) {
            if (buffer[from] == '{') {
                throw MessageParser.malformed(line, "is no complete JSON object in UTF-8");
            }
            return new ProgramMessage.Log(new String(buffer, from, to - from, StandardCharsets.UTF_8), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records are most of what comes, so that their data is found without being read. */
    private static Optional<ProgramMessage> row(byte[] buffer, int from, int to, long line) throws IOException {
        boolean isRecord = false;
        String stream = "";
        String namespace = "";
        int begin = -1;
        int end = -1;
        try (JsonParser parser = MessageParser.FACTORY.createParser(buffer, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.of(
                        new ProgramMessage.Log(new String(buffer, from, to - from, StandardCharsets.UTF_8), false));
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("type") && token == JsonToken.VALUE_STRING) {
                    isRecord = parser.getText().equals("RECORD");
                } else if (name.equals("record") && token == JsonToken.START_OBJECT) {
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        String field = parser.currentName();
                        JsonToken value = parser.nextToken();
                        if (field.equals("data") && value == JsonToken.START_OBJECT) {
                            begin = from + (int) parser.currentTokenLocation().getByteOffset();
                            parser.skipChildren();
                            end = from + (int) parser.currentLocation().getByteOffset();
                        } else if (field.equals("stream") && value == JsonToken.VALUE_STRING) {
                            stream = parser.getText();
                        } else if (field.equals("namespace") && value == JsonToken.VALUE_STRING) {
                            namespace = parser.getText();
                        } else {
                            parser.skipChildren();
                        }
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (!isRecord) {
            return Optional.empty();
        }
        if (begin < 0 || stream.isEmpty()) {
            throw MessageParser.malformed(line, "is a RECORD without \"stream\" or \"data\"");
        }
        return Optional.of(new ProgramMessage.Row(new SingerMessage.Row(stream, buffer, begin, end, null), namespace));
    }

    private static ProgramMessage other(JsonNode message) {
        String type = message.path("type").asText("");
        return switch (type) {
            case "STATE" -> new ProgramMessage.State(message.path("state"));
            case "SPEC", "CATALOG", "CONNECTION_STATUS" -> {
                String field = type.equals("CONNECTION_STATUS") ? "connectionStatus" : type.toLowerCase(Locale.ROOT);
                yield new ProgramMessage.Answer(type, message.path(field));
            }
            case "LOG" -> {
                String level = message.path("log").path("level").asText("INFO");
                boolean isWarning = level.equals("WARN") || level.equals("ERROR") || level.equals("FATAL");
                yield new ProgramMessage.Log(message.path("log").path("message").asText(""), isWarning);
            }
            case "TRACE" -> {
                JsonNode error = message.path("trace").path("error");
                yield error.isObject()
                        ? new ProgramMessage.Failure(
                                error.path("message").asText("It failed without saying why."),
                                error.path("failure_type").asText("").equals("config_error"))
                        : new ProgramMessage.Other();
            }
            default -> new ProgramMessage.Other();
        };
    }
}
