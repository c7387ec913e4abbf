package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.Settings;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.slice.StreamSlice;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An API as its manifest and a person's configuration describe it: what it has, whether it answers, and its streams. */
public final class RestApi {

    private static final long USUAL_CONCURRENCY = 4;

    private final Component root;
    private final StreamFactory factory;
    private final DynamicStreams dynamic;
    private final Optional<RestApi> overridden;

    /** The API of a manifest. Asks nothing yet. */
    public RestApi(Manifest manifest, Map<String, Object> config, Web web) {
        this(manifest.root(new Settings(config, web.clock())), web, overridden(manifest, config, web));
        ConfigRules.of(root).apply();
    }

    private RestApi(Component root, Web web, Optional<RestApi> overridden) {
        this.root = root;
        this.overridden = overridden;
        web.seats().limit(concurrency(root));
        if (root.has("concurrency_level")) {
            web.seats().allowGuesses();
        }
        this.factory = new StreamFactory(
                web.limited(Budget.of(root, web.clock())),
                ParentNames.in(root.fields()),
                root.integer("max_concurrent_async_job_count")
                        .map(Math::toIntExact)
                        .orElse(1));
        this.dynamic = new DynamicStreams(factory);
    }

    /** How much the API may be asked at the same time: what the manifest says, and otherwise little. */
    private static int concurrency(Component root) {
        Optional<Component> level = root.child("concurrency_level");
        long wanted =
                level.flatMap(given -> given.integer("default_concurrency")).orElse(USUAL_CONCURRENCY);
        long most = level.flatMap(given -> given.integer("max_concurrency")).orElse(wanted);
        return Math.toIntExact(Math.clamp(Math.min(wanted, most), 1, Integer.MAX_VALUE));
    }

    /** The API as {@code check} sees it, where the manifest has other values of the configuration for that. */
    private static Optional<RestApi> overridden(Manifest manifest, Map<String, Object> config, Web web) {
        Component root = manifest.root(new Settings(config, web.clock()));
        Map<String, Object> overrides =
                Tree.mapOrEmpty(root.requiredChild("check").raw("config_overrides"));
        if (overrides.isEmpty()) {
            return Optional.empty();
        }
        overrides.keySet().stream()
                .filter(name -> name.matches("-?\\d+"))
                .findFirst()
                .ifPresent(name -> {
                    throw new MillraceException(
                            ErrorCode.INVALID_CONFIGURATION,
                            "check.config_overrides has the number " + name
                                    + " as a name, which no field of the form has. Write the name of a field.");
                });
        if (hasField(root.fields(), "refresh_token_updater")) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "check.config_overrides can't be used with a refresh_token_updater, which would save them. Remove one.");
        }
        Settings settings = new Settings(with(config, overrides), web.clock());
        return Optional.of(new RestApi(manifest.root(settings), web, Optional.empty()));
    }

    private static Map<String, Object> with(Map<String, Object> config, Map<String, Object> overrides) {
        Map<String, Object> changed = Tree.copy(config);
        changed.putAll(Tree.copy(overrides));
        return changed;
    }

    /** Whether a component has the field, anywhere below; what a schema or a request calls so is none. */
    private static boolean hasField(@Nullable Object node, String name) {
        return switch (node) {
            case Map<?, ?> map ->
                (map.get("type") instanceof String type
                                && type.endsWith("Authenticator")
                                && map.get(name) instanceof Map<?, ?>)
                        || map.values().stream().anyMatch(value -> hasField(value, name));
            case List<?> list -> list.stream().anyMatch(item -> hasField(item, name));
            case null, default -> false;
        };
    }

    /** All streams, those included that the API or the configuration tells of. */
    public List<RestStream> streams() {
        Map<String, RestStream> streams = new LinkedHashMap<>();
        for (Component component : components()) {
            RestStream stream = factory.stream(component);
            if (streams.put(stream.name(), stream) != null) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "Two streams have the name \"" + stream.name() + "\". Rename one of them.");
            }
        }
        return List.copyOf(streams.values());
    }

    /** The stream of that name; asks the API only when it is none of those that the manifest names. */
    public Optional<RestStream> stream(String name) {
        Optional<Component> written = written().stream()
                .filter(component -> component.optionalText("name").orElse("").equals(name))
                .findFirst();
        if (written.isPresent()) {
            return written.map(factory::stream);
        }
        return streams().stream().filter(stream -> stream.name().equals(name)).findFirst();
    }

    private List<Component> components() {
        List<Component> components = new ArrayList<>(written());
        for (Component template : root.children("dynamic_streams")) {
            components.addAll(dynamic.of(template));
        }
        return components;
    }

    private List<Component> written() {
        List<Component> components = new ArrayList<>();
        for (Component component : root.children("streams")) {
            if (!component.type().equals("ConditionalStreams")) {
                components.add(component);
            } else if (component.requiredTemplate("condition").holds(Map.of())) {
                components.addAll(component.children("streams"));
            }
        }
        return components;
    }

    /**
     * Reads a record of each stream that the manifest chose for that.
     *
     * @throws MillraceException saying which stream cannot be read, and why
     */
    public void check() {
        if (overridden.isPresent()) {
            overridden.get().check();
            return;
        }
        Component check = root.requiredChild("check");
        if (check.type().equals("CheckDynamicStream")) {
            long count = check.integer("stream_count").orElse(1L);
            List<RestStream> streams = streams();
            if (check.flag("use_check_availability", true)) {
                streams.stream().limit(count).forEach(RestApi::checkOne);
            }
            return;
        }
        List<String> names = check.texts("stream_names");
        if (names.isEmpty() && !check.has("dynamic_streams_check_configs")) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "check names no stream. Name one under stream_names or dynamic_streams_check_configs.");
        }
        for (String name : names) {
            checkOne(stream(name)
                    .orElseThrow(() -> new MillraceException(
                            ErrorCode.INVALID_CONFIGURATION,
                            "check names the stream \"" + name
                                    + "\", which the manifest does not have. Correct its name.")));
        }
        for (Component config : check.children("dynamic_streams_check_configs")) {
            String name = config.text("dynamic_stream_name");
            Component template = template(name)
                    .orElseThrow(() -> new MillraceException(
                            ErrorCode.INVALID_CONFIGURATION,
                            "check names the dynamic stream \"" + name
                                    + "\", which the manifest does not have. Correct its name."));
            List<Component> made = dynamic.of(template);
            made.stream()
                    .limit(config.integer("stream_count").orElse((long) made.size()))
                    .forEach(component -> checkOne(factory.stream(component)));
        }
    }

    /** A template without a name is known by its place. */
    private Optional<Component> template(String name) {
        List<Component> templates = root.children("dynamic_streams");
        for (int i = 0; i < templates.size(); i++) {
            String own = templates
                    .get(i)
                    .optionalText("name")
                    .filter(text -> !text.isEmpty())
                    .orElse("dynamic_stream_" + i);
            if (own.equals(name)) {
                return Optional.of(templates.get(i));
            }
        }
        return Optional.empty();
    }

    /** Stops a read at its first record. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    private static void checkOne(RestStream stream) {
        try {
            stream.read((Map<String, Object> record, StreamSlice slice) -> {
                throw new Enough();
            });
        } catch (Enough e) {
            // There is something to read, which was the question.
        }
    }
}
