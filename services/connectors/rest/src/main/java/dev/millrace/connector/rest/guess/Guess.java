package dev.millrace.connector.rest.guess;

import dev.millrace.connector.rest.expression.DateFormats;
import dev.millrace.connector.rest.http.HttpExchange;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * What was found out about an API, as a manifest that anybody may read and change.
 *
 * @param manifest in YAML; it takes {@code url}, {@code origin} and {@code headers} from its configuration
 * @param words the same in a sentence
 */
public record Guess(String manifest, String words) {

    /** Where a manifest has what it was guessed from. */
    public static final String GUESSED_FROM = "guessed_from";

    /** Forms of times that are told apart by trying; the first that all values have is taken. */
    private static final List<String> TIMES = List.of(
            "%Y-%m-%dT%H:%M:%S.%f%z",
            "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d");

    private static final Set<String> VERSIONS_AND_NUMBERS = Set.of("", "api", "rest", "json", "data");

    /**
     * Asks the API for its first pages.
     *
     * @param pause waits when the API limits its callers
     * @throws MillraceException when it does not answer with records
     */
    public static Guess of(Wish wish, HttpExchange exchange, Consumer<Duration> pause) {
        Probe probe = new Probe(exchange, pause, wish.url(), wish.headers(), wish.path());
        Probe.Page first = probe.first();
        NextPage next = new PageGuess(probe, wish.url(), first).next();
        FoundRecords records = first.records();
        String words = words(records, next, first.sample().isCut());
        return new Guess("# " + words + "\n" + written(manifest(wish, records, next)), words);
    }

    private static String words(FoundRecords records, NextPage next, boolean cut) {
        String place = records.path().isEmpty() ? "" : " under \"" + String.join(".", records.path()) + '"';
        if (records.single()) {
            return "Finds one record: the answer itself.";
        }
        if (records.lines()) {
            return "Finds records in lines of JSON.";
        }
        boolean paged = next.paginator().isPresent();
        return "Finds %s%,d %s%s%s, %s."
                .formatted(
                        cut ? "more than " : "",
                        records.count(),
                        records.count() == 1 ? "record" : "records",
                        paged ? " a page" : "",
                        place,
                        next.words());
    }

    private static Map<String, Object> manifest(Wish wish, FoundRecords records, NextPage next) {
        String name = streamName(wish.url());
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("version", "6.0.0");
        manifest.put("type", "DeclarativeSource");
        manifest.put("metadata", Map.of(GUESSED_FROM, wish.told()));
        Map<String, Object> check = component("CheckStream");
        check.put("stream_names", List.of(name));
        manifest.put("check", check);
        manifest.put("streams", List.of(stream(name, wish, records, next)));
        manifest.put("spec", spec());
        return manifest;
    }

    private static Map<String, Object> component(String type) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", type);
        return component;
    }

    private static Map<String, Object> stream(String name, Wish wish, FoundRecords records, NextPage next) {
        Map<String, Object> stream = component("DeclarativeStream");
        stream.put("name", name);
        records.key().ifPresent(key -> stream.put("primary_key", key));
        wish.changed().ifPresent(field -> stream.put("incremental_sync", cursor(field, wish.since(), records)));
        Map<String, Object> requester = component("HttpRequester");
        requester.put("url_base", "{{ config['url'] }}");
        requester.put("http_method", "GET");
        requester.put("request_headers", "{{ config['headers'] }}");
        Map<String, Object> extractor = component("DpathExtractor");
        extractor.put("field_path", records.path());
        Map<String, Object> selector = component("RecordSelector");
        selector.put("extractor", extractor);
        Map<String, Object> retriever = component("SimpleRetriever");
        retriever.put("requester", requester);
        retriever.put("record_selector", selector);
        next.paginator().ifPresent(paginator -> retriever.put("paginator", paginator));
        if (records.lines()) {
            retriever.put("decoder", component("JsonlDecoder"));
        }
        stream.put("retriever", retriever);
        return stream;
    }

    private static Map<String, Object> cursor(String field, Optional<String> since, FoundRecords records) {
        List<Object> values = new ArrayList<>();
        records.records()
                .forEach(record -> Optional.ofNullable(record.get(field)).ifPresent(values::add));
        if (values.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "No record has a field \"" + field
                            + "\". Check its spelling, or leave it empty to read everything each time.");
        }
        boolean numbers = values.stream().allMatch(Long.class::isInstance);
        Map<String, Object> cursor = component(numbers ? "IncrementingCountCursor" : "DatetimeBasedCursor");
        cursor.put("cursor_field", field);
        Map<String, Object> option = component("RequestOption");
        option.put("inject_into", "request_parameter");
        if (numbers) {
            cursor.put("start_value", 0);
            since.ifPresent(parameter -> cursor.put("start_value_option", named(option, parameter)));
            return cursor;
        }
        String format = timeFormat(field, values);
        cursor.put("datetime_format", format);
        cursor.put("start_datetime", DateFormats.format(Instant.EPOCH.atOffset(ZoneOffset.UTC), format));
        since.ifPresentOrElse(
                parameter -> cursor.put("start_time_option", named(option, parameter)),
                () -> cursor.put("is_client_side_incremental", true));
        return cursor;
    }

    private static Map<String, Object> named(Map<String, Object> option, String parameter) {
        option.put("field_name", parameter);
        return option;
    }

    private static String timeFormat(String field, List<Object> values) {
        return TIMES.stream()
                .filter(format -> values.stream().allMatch(value -> isOf(format, value)))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "The field \"" + field
                                + "\" is neither a whole number nor a time like 2024-01-31T10:00:00Z, so it does not tell what is new."
                                + " Name another field, or none."));
    }

    private static boolean isOf(String format, Object value) {
        try {
            DateFormats.parse(value, format);
            return value instanceof String;
        } catch (RuntimeException e) {
            // Another format may be the one.
            return false;
        }
    }

    /** What the manifest is given: so it can be read as one of somebody's own, too. */
    private static Map<String, Object> spec() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("url", field("Address", "string"));
        properties.put("origin", field("Scheme and host of the address", "string"));
        properties.put("headers", field("Headers of each request", "object"));
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("type", "object");
        form.put("required", List.of("url"));
        form.put("properties", properties);
        Map<String, Object> spec = component("Spec");
        spec.put("connection_specification", form);
        return spec;
    }

    private static Map<String, Object> field(String title, String type) {
        Map<String, Object> field = component(type);
        field.put("title", title);
        return field;
    }

    /** The last word of the address that is a name. */
    private static String streamName(String url) {
        String path =
                Optional.ofNullable(URI.create(QueryText.bare(url)).getPath()).orElse("");
        String[] steps = path.split("/", -1);
        for (int i = steps.length - 1; i >= 0; i--) {
            String step = steps[i].replaceFirst("\\.(json|jsonl|ndjson|php|aspx?)$", "");
            if (!VERSIONS_AND_NUMBERS.contains(step) && !step.matches("v?[0-9.]+|[0-9a-f-]{16,}")) {
                return step;
            }
        }
        return "records";
    }

    private static String written(Map<String, Object> manifest) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(160);
        return new Yaml(options).dump(manifest);
    }

    /** An address as the manifest needs it: without the parameters that it writes itself. */
    public static String withoutWritten(String url, Set<String> parameters) {
        return QueryText.without(url, parameters);
    }
}
