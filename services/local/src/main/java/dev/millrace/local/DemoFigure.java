package dev.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A card of a dashboard as a line of text. */
final class DemoFigure {

    private final JsonNode card;
    private final JsonNode answer;

    DemoFigure(JsonNode card, JsonNode answer) {
        this.card = card;
        this.answer = answer;
    }

    /** The figure of a number, or the size and the last value of a chart; a card without any is an error. */
    String line() {
        JsonNode rows = answer.path("rows");
        String title = card.path("title").asText();
        if (rows.isEmpty()) {
            throw new ServerFailedException("The card \"" + title + "\" has no figure.");
        }
        if (!card.path("visualization").asText().equals("NUMBER")) {
            return "%-40s %s of %,d %s"
                    .formatted(
                            title,
                            card.path("visualization").asText().toLowerCase(Locale.ROOT),
                            rows.size(),
                            rows.size() == 1 ? "row" : "rows");
        }
        JsonNode value = rows.path(0).path(0);
        if (!value.isNumber()) {
            throw new ServerFailedException("The card \"" + title + "\" has no figure.");
        }
        return "%-40s %s%s".formatted(title, formatted(value), comparison());
    }

    private String formatted(JsonNode value) {
        JsonNode format = card.path("format");
        int decimals = format.path("decimals").asInt();
        return switch (format.path("kind").asText()) {
            case "CURRENCY" ->
                format.path("currency").asText() + " "
                        + String.format(Locale.ENGLISH, "%,." + decimals + "f", value.decimalValue());
            case "PERCENT" -> String.format(Locale.ENGLISH, "%." + decimals + "f %%", value.asDouble() * 100);
            default -> String.format(Locale.ENGLISH, "%,." + decimals + "f", value.decimalValue());
        };
    }

    private String comparison() {
        JsonNode change = answer.path("comparison").path("changeRatio");
        return change.isNumber()
                ? String.format(
                        Locale.ENGLISH,
                        "  (%+.1f %% %s)",
                        change.asDouble() * 100,
                        answer.path("comparison").path("label").asText())
                : "";
    }
}
