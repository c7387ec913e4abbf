package dev.millrace.reporting.dashboards;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.events.MillraceJson;
import dev.millrace.reporting.dashboards.Card.Format;
import dev.millrace.reporting.dashboards.Card.FormatKind;
import dev.millrace.reporting.dashboards.Card.Period;
import dev.millrace.reporting.questions.Question;
import dev.millrace.reporting.questions.Question.Aggregation;
import dev.millrace.reporting.questions.Question.Dimension;
import dev.millrace.reporting.questions.Question.Filter;
import dev.millrace.reporting.questions.Question.Grain;
import dev.millrace.reporting.questions.Question.Measure;
import dev.millrace.reporting.questions.Visualization;
import dev.millrace.reporting.warehouse.TableName;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The dashboards that come with the product: {@code dashboards/<connector>.yaml}. */
@ApplicationScoped
class PackagedDashboards {

    private static final ObjectMapper YAML = MillraceJson.configure(new ObjectMapper(new YAMLFactory()));

    @RegisterForReflection(registerFullHierarchy = true)
    record Packaged(String title, List<PackagedCard> cards) {}

    @RegisterForReflection(registerFullHierarchy = true)
    record PackagedCard(
            String id,
            String title,
            @Nullable String description,
            Visualization visualization,
            int width,
            @Nullable FormatKind format,
            @Nullable String currency,
            int decimals,
            @Nullable Period period,
            String table,
            @Nullable String dimension,
            @Nullable Grain grain,
            @Nullable String breakdown,
            @Nullable Aggregation aggregation,
            @Nullable String measure,
            @Nullable List<Filter> filters,
            @Nullable Integer limit) {

        Card card(String schema) {
            FormatKind kind = format == null ? FormatKind.NUMBER : format;
            return new Card(
                    id,
                    title,
                    description == null ? "" : description,
                    visualization,
                    width,
                    new Format(kind, currency, decimals),
                    period,
                    new Question(
                            new TableName(schema, table),
                            dimension == null ? null : new Dimension(dimension, grain),
                            breakdown,
                            aggregation == null ? null : new Measure(aggregation, measure),
                            filters == null ? List.of() : filters,
                            limit));
        }
    }

    /** The dashboard of a kind of source, if it has one. */
    Optional<Packaged> of(String connector) {
        try (InputStream yaml = getClass().getResourceAsStream("/dashboards/" + connector + ".yaml")) {
            return yaml == null ? Optional.empty() : Optional.of(YAML.readValue(yaml, Packaged.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
