package dev.millrace.reporting.dashboards;

import dev.millrace.reporting.warehouse.WarehouseTable.Column;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a column is good for in a chart, as far as its name and type tell. */
enum ColumnKind {
    DATE,
    CATEGORY,
    MEASURE,
    ID,
    TEXT;

    private static final Pattern IDENTIFIER = Pattern.compile("(?:^|.*_)(?:id|ids|uuid|guid|key|number|no|code|zip"
            + "|zipcode|postcode|postal_code|phone|fax|sku|ean|isbn|iban|hash|token|rowid)$");
    private static final Pattern PART_OF_A_DATE = Pattern.compile("(?:^|.*_)(?:year|month|day|week|hour|quarter)$");
    private static final Pattern RATHER_AVERAGED = Pattern.compile(".*(?:price|rate|ratio|score|age|percent|pct|average"
            + "|avg|satisfaction|rating|temperature|duration|seconds|minutes|hours|latitude|longitude|lat|lon).*");
    private static final Pattern FREE_TEXT = Pattern.compile(
            "(?:^|.*_)(?:email|url|link|description|comment|comments|notes?|text|body|address|subject)$");

    /** By name and type alone. */
    static ColumnKind of(Column column) {
        String name = column.name().toLowerCase(Locale.ROOT);
        if (column.isTime()) {
            return DATE;
        }
        if (column.type().equals("uuid") || IDENTIFIER.matcher(name).matches()) {
            return ID;
        }
        if (column.isNumber()) {
            return PART_OF_A_DATE.matcher(name).matches() ? CATEGORY : MEASURE;
        }
        if (column.isOpaque() || FREE_TEXT.matcher(name).matches()) {
            return TEXT;
        }
        return CATEGORY;
    }

    /** Whether the average of a measure says more than its sum. */
    static boolean isRatherAveraged(String name) {
        return RATHER_AVERAGED.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}
