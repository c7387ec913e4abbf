package dev.millrace.connector.file;

import dev.millrace.connector.spi.LogicalType;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all the values of a column can be: each value that is looked at rules forms out. Some files declare it. */
final class ColumnProfile {

    private static final Set<TextForm> OF_INTEGER =
            EnumSet.of(TextForm.INTEGER, TextForm.DECIMAL, TextForm.DOUBLE, TextForm.TEXT);
    private static final Set<TextForm> OF_DECIMAL = EnumSet.of(TextForm.DECIMAL, TextForm.DOUBLE, TextForm.TEXT);
    private static final Set<TextForm> OF_DATE = EnumSet.of(TextForm.DATE, TextForm.TIMESTAMP, TextForm.TEXT);
    private static final Set<TextForm> OF_TIMESTAMP = EnumSet.of(TextForm.TIMESTAMP, TextForm.TEXT);
    private static final Set<TextForm> OF_BOOLEAN = EnumSet.of(TextForm.BOOLEAN, TextForm.TEXT);

    /** What text can mean where numbers have a type of their own. */
    private static final Set<TextForm> OF_TYPED_TEXT =
            EnumSet.of(TextForm.DATE, TextForm.TIMESTAMP, TextForm.INSTANT, TextForm.UUID, TextForm.TEXT);

    private final boolean untyped;
    private final EnumSet<TextForm> forms = EnumSet.allOf(TextForm.class);
    private @Nullable LogicalType declared;
    private boolean seen;
    private boolean json;
    private boolean nullSeen;

    ColumnProfile(boolean untyped) {
        this.untyped = untyped;
    }

    static ColumnProfile declared(LogicalType type, boolean nullable) {
        ColumnProfile column = new ColumnProfile(false);
        column.declared = type;
        column.seen = true;
        column.nullSeen = nullable;
        return column;
    }

    /** A column that a table has not. */
    static ColumnProfile missing() {
        ColumnProfile column = new ColumnProfile(true);
        column.nullSeen = true;
        return column;
    }

    /** What the values of both can be. */
    ColumnProfile with(ColumnProfile other) {
        ColumnProfile both = new ColumnProfile(untyped && other.untyped);
        both.seen = seen || other.seen;
        both.json = json || other.json;
        both.nullSeen = isNullable() || other.isNullable();
        both.forms.retainAll(forms);
        both.forms.retainAll(other.forms);
        if (declared != null || other.declared != null) {
            both.declared = !seen ? other.declared : !other.seen ? declared : WiderType.of(type(), other.type());
        }
        return both;
    }

    void see(@Nullable Object cell) {
        if (cell == null) {
            nullSeen = true;
            return;
        }
        if (untyped && cell instanceof String text && text.isEmpty()) {
            // Some programs put quotes around everything: what is empty says nothing of the others.
            nullSeen = true;
            return;
        }
        seen = true;
        if (forms.size() == 1) {
            json |= cell instanceof Table.JsonCell;
            return;
        }
        switch (cell) {
            case String text -> {
                if (!untyped) {
                    forms.retainAll(OF_TYPED_TEXT);
                }
                // Only what is still possible and not clear already is tried: after a few values that is one form.
                TextForm first = forms.iterator().next();
                boolean fits = first.fits(text);
                forms.removeIf(form -> form == first ? !fits : !(fits && first.implies(form)) && !form.fits(text));
            }
            case Table.LongText ignored -> forms.retainAll(EnumSet.of(TextForm.TEXT));
            case Long ignored -> forms.retainAll(OF_INTEGER);
            case BigDecimal ignored -> forms.retainAll(OF_DECIMAL);
            case Double ignored -> forms.retainAll(EnumSet.of(TextForm.DOUBLE, TextForm.TEXT));
            case Boolean ignored -> forms.retainAll(OF_BOOLEAN);
            case LocalTime ignored -> forms.retainAll(EnumSet.of(TextForm.TIME, TextForm.TEXT));
            case LocalDateTime time ->
                forms.retainAll(time.toLocalTime().equals(LocalTime.MIDNIGHT) ? OF_DATE : OF_TIMESTAMP);
            case Table.JsonCell ignored -> {
                json = true;
                forms.retainAll(EnumSet.of(TextForm.TEXT));
            }
            default -> throw new IllegalStateException("no cell: " + cell.getClass());
        }
    }

    void seeMissing() {
        nullSeen = true;
    }

    boolean isNullable() {
        return nullSeen || !seen;
    }

    /** The narrowest form of all values. A date that could be read both ways stays text: a guess would be wrong silently. */
    TextForm form() {
        if (!seen) {
            return TextForm.TEXT;
        }
        boolean ambiguous = (forms.contains(TextForm.DATE_DAY_FIRST) && forms.contains(TextForm.DATE_MONTH_FIRST))
                || (forms.contains(TextForm.TIMESTAMP_DAY_FIRST)
                        && forms.contains(TextForm.TIMESTAMP_MONTH_FIRST)
                        && !forms.contains(TextForm.DATE_DAY_FIRST));
        return ambiguous ? TextForm.TEXT : forms.iterator().next();
    }

    LogicalType type() {
        return declared != null ? declared : json ? LogicalType.JSON : form().type();
    }
}
