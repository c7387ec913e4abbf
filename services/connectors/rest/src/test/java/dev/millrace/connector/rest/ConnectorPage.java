package dev.millrace.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the documentation says of a source of the catalogue: its form and its tables, as its manifest has them. */
final class ConnectorPage {

    private final RestSource source;
    private final Manifest manifest;
    private final Path services;

    ConnectorPage(RestSource source, Path services) {
        this.source = source;
        this.manifest = Manifest.parse(Catalogue.text(source.spec().name()));
        this.services = services;
    }

    String markdown() {
        ConnectorSpec spec = source.spec();
        return "# " + spec.title() + "\n\n" + spec.summary() + " Its facts are those of the vendor's [documentation]("
                + documentation()
                + "). This page is written from the [manifest](../../services/connectors/rest/src/main/resources/manifests/"
                + spec.name() + ".yaml) by `make docs`.\n\n## What you fill in\n\n" + form() + "\n## Tables\n\n"
                + tables()
                + dashboard();
    }

    private Object documentation() {
        return Tree.mapOrEmpty(manifest.field("spec")).getOrDefault("documentation_url", "");
    }

    private String form() {
        JsonNode schema = Exchange.parse(source.spec().configurationSchema());
        List<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return "| field | where to find it |\n|---|---|\n"
                + schema.path("properties")
                        .propertyStream()
                        .sorted(Comparator.comparing(
                                field -> field.getValue().path("order").asInt()))
                        .map(field -> row(field, required.contains(field.getKey())))
                        .collect(Collectors.joining());
    }

    private static String row(Map.Entry<String, JsonNode> field, boolean required) {
        JsonNode described = field.getValue();
        StringBuilder row =
                new StringBuilder("| ").append(described.path("title").asText());
        if (described.path("secret").asBoolean()) {
            row.append(", kept encrypted");
        }
        if (!required) {
            row.append(", optional");
        }
        row.append(" | ").append(described.path("description").asText().replace("|", "\\|"));
        if (described.has("enum")) {
            row.append(" One of ").append(listed(described.path("enum"))).append('.');
        }
        if (described.has("default")) {
            row.append(" `").append(described.path("default").asText()).append("` where nothing is said.");
        }
        return row.append(" |\n").toString();
    }

    private static String listed(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> '`' + value.asText() + '`')
                .collect(Collectors.joining(", "));
    }

    private String tables() {
        if (manifest.field("dynamic_streams") != null) {
            return "Those that the source has, with a column for each of their fields. All of them are chosen by default.\n";
        }
        return "Those in bold are chosen by default. \"What is new\" is read by the column behind it, from the newest value on that"
                + " was read before.\n\n| table | key | reads | columns |\n|---|---|---|---|\n"
                + streams().stream().map(ConnectorPage::row).collect(Collectors.joining());
    }

    private static String row(Stream stream) {
        String name = stream.recommended() ? "**" + stream.name() + "**" : stream.name();
        String key = stream.primaryKey().isEmpty() ? "" : '`' + String.join("`, `", stream.primaryKey()) + '`';
        String reads = stream.cursorField() == null ? "everything" : "what is new, `" + stream.cursorField() + "`";
        return "| " + name + " | " + key + " | " + reads + " | "
                + stream.fields().stream().map(Field::name).collect(Collectors.joining(", ")) + " |\n";
    }

    /** What streams there are does not depend on what is filled in. */
    private List<Stream> streams() {
        ObjectNode configuration = JsonNodeFactory.instance.objectNode();
        Exchange.parse(source.spec().configurationSchema())
                .path("properties")
                .properties()
                .forEach(field -> configuration.put(
                        field.getKey(), field.getValue().path("default").asText("x")));
        try (SourceSession session = source.open(new SourceContext(
                configuration.toString(),
                new EgressGuard(List.of()),
                upload -> {
                    throw new IllegalStateException("there are no uploads");
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

    private String dashboard() {
        Path dashboard = services.resolve("reporting/src/main/resources/dashboards")
                .resolve(source.spec().name() + ".yaml");
        return Files.exists(dashboard)
                ? "\nIt comes with a [dashboard](../../services/reporting/src/main/resources/dashboards/"
                        + source.spec().name()
                        + ".yaml) and the [models](../../services/transform/src/main/resources/projects/"
                        + source.spec().name() + "/models) that it reads.\n"
                : "\nIts first dashboard is made of what is in the tables.\n";
    }
}
