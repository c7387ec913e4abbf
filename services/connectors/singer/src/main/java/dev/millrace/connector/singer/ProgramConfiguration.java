package dev.millrace.connector.singer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which program to run and how.
 *
 * @param choice where it was chosen from
 * @param settings what the program gets as {@code --config}; holds secrets
 * @param catalogOptions what the program may call its catalog, the likeliest first
 */
record ProgramConfiguration(ProgramChoice choice, String program, JsonNode settings, List<String> catalogOptions) {

    private static final int SHORTEST_SECRET = 4;

    static ProgramConfiguration parse(String text, ProgramChoice choice) {
        try {
            JsonNode configuration = MessageParser.JSON.readTree(text);
            return new ProgramConfiguration(
                    choice,
                    choice.require(configuration.path(choice.kind()).asText("")),
                    settings(configuration.path("settings").asText("{}")),
                    catalogOptions(configuration.path("catalogOption").asText("")));
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, "The configuration is not JSON.", e);
        }
    }

    /** What it is called in messages: {@code tap "tap-csv"}. */
    String title() {
        return choice.kind() + " \"" + program + "\"";
    }

    private static List<String> catalogOptions(String chosen) {
        return chosen.startsWith("--") ? List.of(chosen) : List.of("--catalog", "--properties");
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
