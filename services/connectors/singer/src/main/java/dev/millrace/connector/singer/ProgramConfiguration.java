package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which tap to run and how.
 *
 * @param tap its file name in the folder of taps
 * @param settings what the tap gets as {@code --config}; holds secrets
 * @param catalogOption what the tap calls its catalog
 */
record TapConfiguration(String tap, JsonNode settings, String catalogOption) {

    private static final int SHORTEST_SECRET = 4;

    static TapConfiguration parse(String text, List<String> taps) {
        try {
            JsonNode configuration = MessageParser.JSON.readTree(text);
            String tap = configuration.path("tap").asText("");
            if (!taps.contains(tap)) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "There is no tap \"" + tap + "\" on the workers. Choose one of: " + String.join(", ", taps)
                                + ".");
            }
            return new TapConfiguration(
                    tap,
                    settings(configuration.path("settings").asText("{}")),
                    configuration.path("catalogOption").asText("--catalog"));
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, "The configuration is not JSON.", e);
        }
    }

    /** The same of a program that speaks another protocol. */
    static TapConfiguration ofProgram(String text, List<String> programs) {
        try {
            JsonNode configuration = MessageParser.JSON.readTree(text);
            String program = configuration.path("program").asText("");
            if (!programs.contains(program)) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "There is no program \"" + program + "\" on the workers. Choose one of: "
                                + String.join(", ", programs) + ".");
            }
            return new TapConfiguration(
                    program, settings(configuration.path("settings").asText("{}")), "--catalog");
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, "The configuration is not JSON.", e);
        }
    }

    private static JsonNode settings(String text) {
        try {
            JsonNode settings = MessageParser.JSON.readTree(text.isBlank() ? "{}" : text);
            if (settings.isObject()) {
                return settings;
            }
        } catch (JsonProcessingException e) {
            // Said below; the cause would quote the settings.
        }
        throw new MillraceException(
                ErrorCode.INVALID_CONFIGURATION,
                "The settings are no JSON object. Write them as its documentation shows the config file, "
                        + "with { before and } behind.");
    }

    /** The texts of the settings, longest first: any of them may be a secret. */
    List<String> secrets() {
        List<String> texts = new ArrayList<>();
        collect(settings, texts);
        texts.sort(Comparator.comparingInt(String::length).reversed());
        return texts;
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual() && node.textValue().length() >= SHORTEST_SECRET) {
            texts.add(node.textValue());
        }
        node.forEach(child -> collect(child, texts));
    }

    @Override
    public String toString() {
        return "TapConfiguration[" + tap + ", ***]";
    }
}
