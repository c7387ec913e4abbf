package dev.millrace.reporting.dashboards;

import dev.millrace.reporting.warehouse.WarehouseTable.Column;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
    private static final Set<String> RATHER_AVERAGED = Set.of(
            "rate",
            "ratio",
            "score",
            "age",
            "percent",
            "percentage",
            "pct",
            "average",
            "avg",
            "mean",
            "satisfaction",
            "rating",
            "temperature",
            "duration",
            "seconds",
            "minutes",
            "hours",
            "latitude",
            "longitude",
            "lat",
            "lon");
    private static final Set<String> MONEY = Set.of(
            "amount",
            "total",
            "subtotal",
            "revenue",
            "sales",
            "turnover",
            "income",
            "profit",
            "payment",
            "paid",
            "spend",
            "spent",
            "gross",
            "net",
            "mrr",
            "arr");
    private static final Set<String> PRICE = Set.of("price", "cost", "fee", "value", "balance", "budget");
    private static final Set<String> NUMBER_OF_THINGS =
            Set.of("count", "counts", "quantity", "qty", "number", "num", "units", "items");
    private static final Pattern END_OF_A_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+");
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
        Set<String> words = words(name);
        return containsAny(words, RATHER_AVERAGED) || (words.contains("price") && !containsAny(words, MONEY));
    }

    /** The place of a measure among those of its table, the lowest first: what people look for is money. */
    static int rankOfMeasure(String name) {
        Set<String> words = words(name);
        if (containsAny(words, NUMBER_OF_THINGS)) {
            return 4;
        }
        if (containsAny(words, RATHER_AVERAGED)) {
            return 3;
        }
        return containsAny(words, MONEY) ? 0 : containsAny(words, PRICE) ? 1 : 2;
    }

    private static Set<String> words(String name) {
        return END_OF_A_WORD
                .splitAsStream(name)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean containsAny(Set<String> words, Set<String> sought) {
        return words.stream().anyMatch(sought::contains);
    }
}
