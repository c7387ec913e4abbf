package dev.millrace.reporting.dashboards;

import dev.millrace.reporting.dashboards.Card.Format;
import dev.millrace.reporting.dashboards.TableProfile.ColumnProfile;
import dev.millrace.reporting.dashboards.TableProfile.Span;
import dev.millrace.reporting.questions.Labels;
import dev.millrace.reporting.questions.Question;
import dev.millrace.reporting.questions.Question.Aggregation;
import dev.millrace.reporting.questions.Question.Dimension;
import dev.millrace.reporting.questions.Question.Grain;
import dev.millrace.reporting.questions.Question.Measure;
import dev.millrace.reporting.questions.Visualization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Picks cards for tables that nobody has described: figures first, then the measure over time, by category, and by name;
 * the rows themselves where there is nothing to compute.
 */
final class AutomaticDashboard {

    /** That the widths of cards are counted in. */
    private static final int COLUMNS = 12;

    private static final int MOST_TABLES = 4;
    private static final int MOST_ROWS_OF_A_PREVIEW = 50;
    private static final int TOP = 10;
    /** More bars than these have no room for their names. */
    private static final int MOST_BARS = 12;

    private AutomaticDashboard() {}

    /** Cards for the tables that have the most to show. */
    static List<Card> cards(List<TableProfile> profiles) {
        List<TableProfile> best = profiles.stream()
                .filter(profile -> profile.sampledRows() > 0)
                .sorted(Comparator.comparingInt(AutomaticDashboard::promise).reversed())
                .limit(MOST_TABLES)
                .toList();
        boolean alone = best.size() == 1;
        List<Card> figures = new ArrayList<>();
        List<Card> charts = new ArrayList<>();
        for (TableProfile profile : best) {
            CardsOfTable cards = new CardsOfTable(profile, alone);
            figures.addAll(cards.figures(alone ? 3 : 1));
            charts.addAll(cards.charts(alone ? 5 : 2));
        }
        List<Card> all = new ArrayList<>();
        figures.forEach(card -> all.add(withWidth(card, Math.max(3, COLUMNS / Math.max(1, figures.size())))));
        all.addAll(charts);
        return inFullRows(all);
    }

    /** Cards of a row that others do not fill get the room: the last one becomes wider. */
    private static List<Card> inFullRows(List<Card> cards) {
        List<Card> full = new ArrayList<>();
        int taken = 0;
        for (Card card : cards) {
            if (taken + card.width() > COLUMNS) {
                full.add(widened(full.removeLast(), COLUMNS - taken));
                taken = 0;
            }
            full.add(card);
            taken = (taken + card.width()) % COLUMNS;
        }
        if (taken > 0) {
            full.add(widened(full.removeLast(), COLUMNS - taken));
        }
        return full;
    }

    private static Card widened(Card card, int columns) {
        return withWidth(card, card.width() + columns);
    }

    private static int promise(TableProfile profile) {
        int score = 0;
        score += profile.dates().isEmpty() ? 0 : 4;
        score += profile.measures().isEmpty() ? 0 : 3;
        score += profile.categories().isEmpty() ? 0 : 2;
        return score * 10 + (int) Math.log10(profile.sampledRows() + 1.0);
    }

    private static Card withWidth(Card card, int width) {
        return new Card(
                card.id(),
                card.title(),
                card.description(),
                card.visualization(),
                width,
                card.format(),
                card.period(),
                card.question());
    }

    private static final class CardsOfTable {

        private final TableProfile profile;
        private final String label;
        private final boolean alone;

        CardsOfTable(TableProfile profile, boolean alone) {
            this.profile = profile;
            this.label = Labels.of(profile.table().name().name());
            this.alone = alone;
        }

        List<Card> figures(int most) {
            List<Card> cards = new ArrayList<>();
            cards.add(card("rows", alone ? "Rows" : label, Visualization.NUMBER, 3, null, count(), null));
            for (ColumnProfile measure : profile.measures()) {
                if (cards.size() >= most) {
                    break;
                }
                Measure of = measure(measure);
                cards.add(card(
                        "figure-" + measure.column().name(), Labels.of(of), Visualization.NUMBER, 3, null, of, null));
            }
            return cards;
        }

        List<Card> charts(int most) {
            List<Card> cards = new ArrayList<>();
            @Nullable
            ColumnProfile measure =
                    profile.measures().isEmpty() ? null : profile.measures().getFirst();
            Measure of = measure == null ? count() : measure(measure);
            overTime(of).ifPresent(cards::add);
            for (ColumnProfile category : profile.categories()) {
                boolean pie = TableProfile.isFew(category) && of.aggregation() != Aggregation.AVG;
                boolean many = category.distinct() > MOST_BARS;
                cards.add(card(
                        "by-" + category.column().name(),
                        many ? top(category, of) : Labels.of(of) + " by " + lower(category),
                        pie ? Visualization.PIE : Visualization.BAR,
                        6,
                        new Dimension(category.column().name(), null),
                        of,
                        many ? TOP : null));
            }
            if (!profile.names().isEmpty() && measure != null) {
                ColumnProfile name = profile.names().getFirst();
                cards.add(card(
                        "top-" + name.column().name(),
                        top(name, of),
                        Visualization.BAR,
                        6,
                        new Dimension(name.column().name(), null),
                        of,
                        TOP));
            }
            if (cards.isEmpty() || alone) {
                Card rows = card(
                        "preview",
                        alone ? "The newest rows" : label,
                        Visualization.TABLE,
                        12,
                        null,
                        null,
                        MOST_ROWS_OF_A_PREVIEW);
                List<Card> kept = new ArrayList<>(cards.subList(0, Math.min(cards.size(), most - 1)));
                kept.add(rows);
                return kept;
            }
            return cards.subList(0, Math.min(cards.size(), most));
        }

        private Optional<Card> overTime(Measure measure) {
            if (profile.dates().isEmpty()) {
                return Optional.empty();
            }
            ColumnProfile date = profile.dates().getFirst();
            Grain grain = date.span().map(Span::grain).orElse(Grain.MONTH);
            String title = measure.aggregation() == Aggregation.COUNT
                    ? label + " over time"
                    : Labels.of(measure) + " over time";
            return Optional.of(card(
                    "over-time",
                    title,
                    Visualization.LINE,
                    alone ? 12 : 6,
                    new Dimension(date.column().name(), grain),
                    measure,
                    null));
        }

        private Card card(
                String id,
                String title,
                Visualization visualization,
                int width,
                @Nullable Dimension dimension,
                @Nullable Measure measure,
                @Nullable Integer limit) {
            boolean counted = measure == null
                    || measure.aggregation() == Aggregation.COUNT
                    || profile.table()
                            .column(String.valueOf(measure.column()))
                            .map(column -> column.type().endsWith("int") && measure.aggregation() == Aggregation.SUM)
                            .orElse(false);
            return new Card(
                    profile.table().name().name() + ":" + id,
                    title,
                    alone ? "" : "From " + label.toLowerCase(Locale.ROOT) + ".",
                    visualization,
                    width,
                    counted ? Format.COUNT : Format.DECIMAL,
                    null,
                    new Question(profile.table().name(), dimension, null, measure, List.of(), limit));
        }

        private static String top(ColumnProfile name, Measure measure) {
            return "Top " + lower(name) + " by " + Labels.of(measure).toLowerCase(Locale.ROOT);
        }

        private static Measure count() {
            return new Measure(Aggregation.COUNT, null);
        }

        private static Measure measure(ColumnProfile column) {
            String name = column.column().name();
            return new Measure(ColumnKind.isRatherAveraged(name) ? Aggregation.AVG : Aggregation.SUM, name);
        }

        private static String lower(ColumnProfile column) {
            return Labels.of(column.column().name()).toLowerCase(Locale.ROOT);
        }
    }
}
