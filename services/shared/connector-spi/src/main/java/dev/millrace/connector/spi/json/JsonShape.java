package dev.millrace.connector.spi.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.connector.spi.LogicalType;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Which values a JSON Schema (draft 4 to 2020-12) lets through, as far as it decides on a column. Constraints such as
 * {@code maxLength} do not: a column holds more than they allow.
 */
public record JsonShape(Set<Form> forms) {

    /** A form that a value may have. */
    public enum Form {
        BOOLEAN,
        INTEGER,
        /** Whole numbers beyond 64 bits, and numbers with a fraction. */
        NUMBER,
        /** A decimal number in text, to keep its digits ({@code "format": "singer.decimal"}). */
        DECIMAL_TEXT,
        DATE,
        TIME,
        DATE_TIME,
        UUID,
        TEXT,
        /** Objects, arrays, and whatever is not described. */
        NESTED
    }

    private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    public JsonShape {
        forms = Set.copyOf(forms);
    }

    /**
     * The shape that a schema describes.
     *
     * @param root the document that {@code $ref} points into
     */
    public static JsonShape of(JsonNode schema, JsonNode root) {
        EnumSet<Form> forms = EnumSet.noneOf(Form.class);
        collect(schema, root, forms, new HashSet<>());
        return new JsonShape(forms);
    }

    private static void collect(JsonNode schema, JsonNode root, Set<Form> forms, Set<String> followed) {
        JsonNode reference = schema.get("$ref");
        if (reference != null) {
            String target = reference.asText();
            // Types that hold themselves are nested, and the members of what is nested are of no interest.
            if (target.startsWith("#") && followed.add(target)) {
                JsonNode found = target.equals("#") ? root : at(root, target.substring(1));
                if (!found.isMissingNode()) {
                    collect(found, root, forms, followed);
                    return;
                }
            }
            forms.add(Form.NESTED);
            return;
        }
        boolean described = false;
        for (String union : new String[] {"anyOf", "oneOf", "allOf"}) {
            for (JsonNode choice : schema.path(union)) {
                described = true;
                collect(choice, root, forms, followed);
            }
        }
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            described = true;
            add(type.textValue(), schema, forms);
        }
        for (JsonNode one : type) {
            described = true;
            add(one.asText(), schema, forms);
        }
        if (!described) {
            described = addValues(schema, forms);
        }
        if (!described) {
            forms.add(Form.NESTED);
        }
    }

    private static JsonNode at(JsonNode root, String pointer) {
        return pointer.startsWith("/") ? root.at(pointer) : MissingNode.getInstance();
    }

    private static void add(String type, JsonNode schema, Set<Form> forms) {
        switch (type) {
            case "null" -> {}
            case "boolean" -> forms.add(Form.BOOLEAN);
            case "integer" -> forms.add(isBeyondLong(schema) ? Form.NUMBER : Form.INTEGER);
            case "number" -> forms.add(Form.NUMBER);
            case "string" -> forms.add(text(schema.path("format").asText("")));
            default -> forms.add(Form.NESTED);
        }
    }

    private static boolean isBeyondLong(JsonNode schema) {
        JsonNode minimum = schema.path("minimum");
        JsonNode maximum = schema.path("maximum");
        return (minimum.isNumber() && minimum.decimalValue().compareTo(MIN_LONG) < 0)
                || (maximum.isNumber() && maximum.decimalValue().compareTo(MAX_LONG) > 0);
    }

    /** Formats that JSON Schema does not know are text, as it says. */
    private static Form text(String format) {
        return switch (format) {
            case "date-time" -> Form.DATE_TIME;
            case "date" -> Form.DATE;
            case "time" -> Form.TIME;
            case "uuid" -> Form.UUID;
            case "singer.decimal" -> Form.DECIMAL_TEXT;
            default -> Form.TEXT;
        };
    }

    private static boolean addValues(JsonNode schema, Set<Form> forms) {
        boolean described = false;
        for (JsonNode value : schema.path("enum")) {
            described = true;
            addValue(value, forms);
        }
        JsonNode constant = schema.get("const");
        if (constant != null) {
            described = true;
            addValue(constant, forms);
        }
        return described;
    }

    private static void addValue(JsonNode value, Set<Form> forms) {
        if (value.isTextual()) {
            forms.add(Form.TEXT);
        } else if (value.isBoolean()) {
            forms.add(Form.BOOLEAN);
        } else if (value.isNumber()) {
            forms.add(value.canConvertToLong() && value.isIntegralNumber() ? Form.INTEGER : Form.NUMBER);
        } else if (!value.isNull()) {
            forms.add(Form.NESTED);
        }
    }

    /** What both let through. */
    public JsonShape or(JsonShape other) {
        Set<Form> union = new HashSet<>(forms);
        union.addAll(other.forms);
        return new JsonShape(union);
    }

    /** The narrowest type that loses none of the values. */
    public LogicalType type() {
        if (forms.isEmpty() || forms.contains(Form.NESTED)) {
            return LogicalType.JSON;
        }
        if (forms.size() == 1) {
            return switch (forms.iterator().next()) {
                case BOOLEAN -> LogicalType.BOOLEAN;
                case INTEGER -> LogicalType.INTEGER;
                // Numbers of JSON are decimal: a double would change 0.1.
                case NUMBER, DECIMAL_TEXT -> LogicalType.DECIMAL;
                case DATE -> LogicalType.DATE;
                case TIME -> LogicalType.TIME;
                case DATE_TIME -> LogicalType.TIMESTAMPTZ;
                case UUID -> LogicalType.UUID;
                case TEXT -> LogicalType.TEXT;
                case NESTED -> LogicalType.JSON;
            };
        }
        return Set.of(Form.INTEGER, Form.NUMBER, Form.DECIMAL_TEXT).containsAll(forms)
                ? LogicalType.DECIMAL
                : LogicalType.TEXT;
    }
}
