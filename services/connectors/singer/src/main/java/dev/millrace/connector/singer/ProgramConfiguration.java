package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which program to run and how.
 *
 * @param kind what it is called in messages: {@code tap} or {@code program}
 * @param settings what the program gets as {@code --config}; holds secrets
 * @param catalogOption what the program calls its catalog
 */
record ProgramConfiguration(String kind, Path program, JsonNode settings, String catalogOption) {

    private static final int SHORTEST_SECRET = 4;

    static ProgramConfiguration parse(String text, InstalledPrograms installed) {
        try {
            JsonNode configuration = MessageParser.JSON.readTree(text);
            return new ProgramConfiguration(
                    installed.kind(),
                    installed.find(configuration.path(installed.kind()).asText("")),
                    settings(configuration.path("settings").asText("{}")),
                    configuration.path("catalogOption").asText("--catalog"));
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
        return "ProgramConfiguration[" + program + ", ***]";
    }
}
