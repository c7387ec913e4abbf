package dev.millrace.transform.projects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.connector.rest.Catalogue;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.local.TestStack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The projects that come with the catalogue, on tables as their connectors describe them and rows of {@code businesses/<connector>.yaml};
 * and the cards of their dashboards, on what the models make of them.
 */
class PackagedProjectsIT {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DASHBOARDS = Path.of("../reporting/src/main/resources/dashboards");

    @ParameterizedTest
    @ValueSource(
            strings = {"stripe", "hubspot", "shopify", "salesforce", "quickbooks", "xero", "google-analytics", "github"
            })
    void theModelsGiveTheRightFiguresAndTheDashboardReadsThem(String connector) throws SQLException, IOException {
        JsonNode business = business(connector);
        Project project = new Projects().of(connector).orElseThrow();
        String schema = connector.replace('-', '_');
        try (Connection connection = TestStack.shared().postgres().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + schema + " cascade; create schema " + schema);
            statement.execute("set timezone to 'America/New_York'");
            create(connector, schema, statement, business.path("rows"));
            for (Model model : project.models()) {
                String select =
                        Projects.render(model, name -> schema + ".model_" + name, stream -> schema + "." + stream);
                statement.execute("create table " + schema + ".model_" + model.name() + " as\n" + select);
            }
            for (String model : fieldNames(business.path("models"))) {
                assertThat(rows(
                                statement,
                                schema,
                                model,
                                business.path("models").path(model)))
                        .as(model)
                        .isEqualTo(texts(business.path("models").path(model)));
            }
            assertThat(fieldNames(business.path("models")))
                    .containsExactlyInAnyOrderElementsOf(
                            project.models().stream().map(Model::name).toList());
            for (JsonNode card : YAML.readTree(
                            DASHBOARDS.resolve(connector + ".yaml").toFile())
                    .path("cards")) {
                read(statement, schema, card);
            }
        }
    }

    private static JsonNode business(String connector) throws IOException {
        try (InputStream file = PackagedProjectsIT.class.getResourceAsStream("/businesses/" + connector + ".yaml")) {
            return YAML.readTree(Objects.requireNonNull(file));
        }
    }

    private static List<String> fieldNames(JsonNode node) {
        return node.propertyStream().map(java.util.Map.Entry::getKey).toList();
    }

    /** Every stream that the product chooses is a table, with rows where the business has some. */
    private static void create(String connector, String schema, Statement statement, JsonNode rows)
            throws SQLException {
        List<String> made = new ArrayList<>();
        for (Stream stream : streams(connector)) {
            if (!stream.recommended()) {
                continue;
            }
            made.add(stream.name());
            String columns = stream.fields().stream()
                    .map(field -> '"' + column(field) + "\" " + type(field.logicalType()))
                    .collect(Collectors.joining(", "));
            String table = schema + "." + stream.name();
            statement.execute("create table " + table + " (" + columns + ")");
            for (JsonNode row : rows.path(stream.name())) {
                assertThat(stream.fields().stream().map(PackagedProjectsIT::column))
                        .as("columns of %s", stream.name())
                        .containsAll(fieldNames(row));
            }
            statement.execute("insert into " + table + " select * from jsonb_populate_recordset(null::" + table + ", '"
                    + array(rows.path(stream.name())).toString().replace("'", "''") + "')");
        }
        assertThat(made).as("tables that are chosen by default").containsAll(fieldNames(rows));
    }

    private static JsonNode array(JsonNode rows) {
        return rows.isArray() ? rows : JsonNodeFactory.instance.arrayNode();
    }

    private static List<Stream> streams(String connector) {
        Source source = Catalogue.sources().stream()
                .filter(one -> one.spec().name().equals(connector))
                .findFirst()
                .orElseThrow();
        try (SourceSession session = source.open(new SourceContext(
                filledIn(source),
                new EgressGuard(List.of()),
                upload -> {
                    throw new IllegalStateException("no upload");
                },
                Path.of("target"),
                InstantSource.system(),
                new SourceLog() {
                    @Override
                    public void info(String message) {}

                    @Override
                    public void warn(String message) {}
                }))) {
            return session.discover().streams();
        }
    }

    /** Something in every field: what streams there are does not depend on it. */
    private static String filledIn(Source source) {
        try {
            ObjectNode configuration = JsonNodeFactory.instance.objectNode();
            JSON.readTree(source.spec().configurationSchema())
                    .path("properties")
                    .properties()
                    .forEach(field -> configuration.put(
                            field.getKey(), field.getValue().path("default").asText("x")));
            return configuration.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the loader names columns. */
    private static String column(Field field) {
        return field.name()
                .replaceAll("(?<=[\\p{Ll}\\d])(?=\\p{Lu})", "_")
                .replaceAll("(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", "_")
                .toLowerCase(Locale.ROOT);
    }

    private static String type(LogicalType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case INTEGER -> "bigint";
            case DECIMAL -> "numeric";
            case DOUBLE -> "double precision";
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMPTZ -> "timestamptz";
            case TEXT -> "text";
            case UUID -> "uuid";
            case BINARY -> "bytea";
            case JSON -> "jsonb";
        };
    }

    /** The rows of a model with the columns that are expected, in their order; from what is expected of the first. */
    private static List<String> rows(Statement statement, String schema, String model, JsonNode expected)
            throws SQLException {
        String columns = fieldNames(expected.path(0)).stream()
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(", "));
        // Some models go on until the present month.
        String until = columns.startsWith("\"month\"") ? " where month <= date '2026-03-01'" : "";
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(
                "select " + columns + " from " + schema + ".model_" + model + until + " order by " + columns)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join(" | ", values));
            }
        }
        return rows;
    }

    private static List<String> texts(JsonNode rows) {
        return rows.valueStream()
                .map(row -> row.valueStream().map(JsonNode::asText).collect(Collectors.joining(" | ")))
                .toList();
    }

    /** Asks what a card asks: a name that is not there, or a sum of what is no number, is an error. */
    private static void read(Statement statement, String schema, JsonNode card) throws SQLException {
        String dimension = card.has("grain")
                ? "date_trunc('" + card.path("grain").asText() + "', "
                        + card.path("dimension").asText() + ")"
                : card.path("dimension").asText("'all'");
        String breakdown = card.path("breakdown").asText("'all'");
        String measure = card.path("aggregation").asText().equals("COUNT")
                ? "count(*)"
                : card.path("aggregation").asText() + "(" + card.path("measure").asText() + ")";
        String filter = card.path("filters")
                .valueStream()
                .map(one -> one.path("column").asText() + " = '"
                        + one.path("values").path(0).asText() + "'")
                .collect(Collectors.joining(" and "));
        try (ResultSet result = statement.executeQuery("select " + dimension + ", " + breakdown + ", " + measure
                + " from "
                + schema + ".model_" + card.path("table").asText() + (filter.isEmpty() ? "" : " where " + filter)
                + " group by 1, 2")) {
            assertThat(result.next())
                    .as("figures of card %s", card.path("id").asText())
                    .isTrue();
            assertThat(result.getObject(3))
                    .as("figure of card %s", card.path("id").asText())
                    .isNotNull();
        }
    }
}
