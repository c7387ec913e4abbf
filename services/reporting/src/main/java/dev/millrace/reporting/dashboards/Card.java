package dev.millrace.reporting.dashboards;

import dev.millrace.reporting.questions.Question;
import dev.millrace.reporting.questions.Visualization;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A card of a dashboard.
 *
 * @param id stable within the dashboard
 * @param width in columns of 12
 * @param period which period a NUMBER over time shows; null for other cards
 */
@RegisterForReflection(registerFullHierarchy = true)
public record Card(
        String id,
        String title,
        String description,
        Visualization visualization,
        int width,
        Format format,
        @Nullable Period period,
        Question question) {

    /**
     * How its figures are written.
     *
     * @param currency an ISO 4217 code, with {@link FormatKind#CURRENCY}
     */
    public record Format(FormatKind kind, @Nullable String currency, int decimals) {

        static final Format COUNT = new Format(FormatKind.NUMBER, null, 0);
        static final Format DECIMAL = new Format(FormatKind.NUMBER, null, 2);
    }

    /** What kind of figure it is. */
    public enum FormatKind {
        NUMBER,
        CURRENCY,
        PERCENT,
        TEXT
    }

    /** Which period a figure over time is of. */
    public enum Period {
        /** The newest, which may not be over. */
        LATEST,
        /** The newest that is over. */
        LAST_COMPLETE
    }
}
