package dev.millrace.platform.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The named schemas of a document, and which of them mention which. */
final class SchemaGraph {

    private static final String PREFIX = "#/components/schemas/";

    private final Map<String, Schema> schemas;

    SchemaGraph(Map<String, Schema> schemas) {
        this.schemas = schemas;
    }

    static Stream<Schema> ofRequests(OpenAPI document) {
        return operations(document)
                .map(Operation::getRequestBody)
                .filter(Objects::nonNull)
                .flatMap(body -> of(body.getContent()));
    }

    static Stream<Schema> ofAnswers(OpenAPI document) {
        return Stream.concat(
                        operations(document)
                                .flatMap(operation -> operation.getResponses().getAPIResponses().values().stream()),
                        document.getComponents().getResponses() == null
                                ? Stream.of()
                                : document.getComponents().getResponses().values().stream())
                .map(APIResponse::getContent)
                .flatMap(SchemaGraph::of);
    }

    /** The names that these schemas mention, and what those mention in turn. */
    Set<String> reachableFrom(Stream<Schema> roots) {
        Set<String> reached = new TreeSet<>();
        List<Schema> waiting = new ArrayList<>(roots.toList());
        while (!waiting.isEmpty()) {
            Schema next = waiting.removeLast();
            waiting.addAll(parts(next));
            String name = nameIn(next.getRef());
            Schema named = schemas.get(name);
            if (named != null && reached.add(name)) {
                waiting.add(named);
            }
        }
        return reached;
    }

    /** Gives schemas other names, wherever they are mentioned. */
    void rename(OpenAPI document, BiFunction<String, Schema, String> newName) {
        Map<String, String> names = new TreeMap<>();
        schemas.forEach((name, schema) -> names.put(name, newName.apply(name, schema)));
        if (Set.copyOf(names.values()).size() < names.size()) {
            throw new IllegalStateException(
                    "Two schemas would have the same name; give one of their classes another: " + names);
        }
        List<Schema> waiting = new ArrayList<>(schemas.values());
        waiting.addAll(ofRequests(document).toList());
        waiting.addAll(ofAnswers(document).toList());
        waiting.addAll(ofParameters(document).toList());
        while (!waiting.isEmpty()) {
            Schema next = waiting.removeLast();
            waiting.addAll(parts(next));
            String name = names.get(nameIn(next.getRef()));
            if (name != null) {
                next.setRef(PREFIX + name);
            }
        }
        Map<String, Schema> renamed = new TreeMap<>();
        schemas.forEach((name, schema) -> renamed.put(names.getOrDefault(name, name), schema));
        document.getComponents().setSchemas(renamed);
    }

    private static Stream<Schema> ofParameters(OpenAPI document) {
        return Stream.concat(
                        operations(document).map(Operation::getParameters),
                        document.getPaths() == null
                                ? Stream.of()
                                : document.getPaths().getPathItems().values().stream()
                                        .map(item -> item.getParameters()))
                .filter(Objects::nonNull)
                .flatMap(Collection::stream)
                .map(Parameter::getSchema)
                .filter(Objects::nonNull);
    }

    private static Stream<Operation> operations(OpenAPI document) {
        return document.getPaths() == null
                ? Stream.of()
                : document.getPaths().getPathItems().values().stream()
                        .flatMap(item -> item.getOperations().values().stream());
    }

    private static Stream<Schema> of(@Nullable Content content) {
        return content == null
                ? Stream.of()
                : content.getMediaTypes().values().stream()
                        .map(MediaType::getSchema)
                        .filter(Objects::nonNull);
    }

    private static List<Schema> parts(Schema schema) {
        List<Schema> parts = new ArrayList<>();
        if (schema.getProperties() != null) {
            parts.addAll(schema.getProperties().values());
        }
        Stream.of(schema.getItems(), schema.getAdditionalPropertiesSchema())
                .filter(Objects::nonNull)
                .forEach(parts::add);
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(Objects::nonNull)
                .forEach(parts::addAll);
        return parts;
    }

    private static String nameIn(@Nullable String reference) {
        return reference != null && reference.startsWith(PREFIX) ? reference.substring(PREFIX.length()) : "";
    }
}
