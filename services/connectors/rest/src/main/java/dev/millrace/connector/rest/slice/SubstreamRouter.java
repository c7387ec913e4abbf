package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.expression.RecordPath;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.request.RequestOption;
import dev.millrace.connector.rest.request.RequestParts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A partition for each record of one or more parent streams. */
final class SubstreamRouter implements PartitionRouter {

    private static final String PARENT_SLICE = "parent_slice";

    private final List<Parent> parents;

    /**
     * One parent.
     *
     * @param lazyPointer where in a parent's record the first page of its children stands already
     */
    private record Parent(
            ParentStream stream,
            Template key,
            Template field,
            Optional<RequestOption> option,
            boolean incremental,
            List<List<String>> extraFields,
            List<Template> lazyPointer) {}

    SubstreamRouter(Component component, Function<Component, ParentStream> streams) {
        this.parents = component.children("parent_stream_configs").stream()
                .map(config -> new Parent(
                        streams.apply(config),
                        config.requiredTemplate("parent_key"),
                        config.requiredTemplate("partition_field"),
                        config.map("request_option", RequestOption::of),
                        config.flag("incremental_dependency", false),
                        Tree.listOf(config.raw("extra_fields")).stream()
                                .map(path -> Tree.listOf(path).stream()
                                        .map(step -> config.template(String.valueOf(step))
                                                .text(Map.of()))
                                        .toList())
                                .toList(),
                        config.templates("lazy_read_pointer")))
                .toList();
    }

    @Override
    public void slices(Consumer<StreamSlice> each) {
        for (Parent parent : parents) {
            RecordPath key = RecordPath.of(List.of(parent.key().text(Map.of()).split("/")));
            String field = parent.field().text(Map.of());
            parent.stream().read((record, slice) -> {
                List<Object> values = key.all(record);
                if (!values.isEmpty()) {
                    each.accept(slice(parent, field, values.getFirst(), record, slice));
                }
            });
        }
    }

    private static StreamSlice slice(
            Parent parent, String field, @Nullable Object value, Map<String, Object> record, StreamSlice slice) {
        Map<String, Object> partition = new LinkedHashMap<>();
        Tree.put(partition, field, value);
        partition.put(PARENT_SLICE, slice.partition());
        Map<String, Object> extra = new LinkedHashMap<>();
        for (List<String> path : parent.extraFields()) {
            Tree.put(
                    extra,
                    String.join(".", path),
                    RecordPath.of(path).get(record).orElse(null));
        }
        if (!parent.lazyPointer().isEmpty()) {
            List<String> pointer = parent.lazyPointer().stream()
                    .map(step -> step.text(Map.of()))
                    .toList();
            RecordPath.of(pointer).get(record).ifPresent(children -> extra.put(StreamSlice.FIRST_PAGE, children));
        }
        return new StreamSlice(partition, Map.of(), extra);
    }

    @Override
    public void put(RequestParts parts, StreamSlice slice) {
        for (Parent parent : parents) {
            Object value = slice.get(parent.field().text(Map.of()));
            if (value != null) {
                parent.option().ifPresent(option -> option.put(parts, value));
            }
        }
    }

    @Override
    public Optional<Map<String, Object>> parentState() {
        Map<String, Object> states = new LinkedHashMap<>();
        for (Parent parent : parents) {
            if (parent.incremental()) {
                states.put(parent.stream().name(), parent.stream().state());
            }
        }
        return Optional.of(states);
    }

    @Override
    public void startFrom(Map<String, Object> state) {
        Map<String, Object> states = Tree.mapOrEmpty(state.get("parent_state"));
        Map<String, Object> own = states.isEmpty() ? ofOwnState(state) : Map.of();
        for (Parent parent : parents) {
            if (parent.incremental()) {
                Object saved =
                        states.isEmpty() ? own : states.get(parent.stream().name());
                parent.stream().startFrom(Tree.mapOrEmpty(saved));
            }
        }
    }

    /** A state from before there were states of parents holds for the parents too. */
    private static Map<String, Object> ofOwnState(Map<String, Object> state) {
        if (state.containsKey("states")) {
            return Map.of();
        }
        List<Object> values = new ArrayList<>(
                Tree.mapOrEmpty(state.getOrDefault("state", state)).values());
        return values.size() == 1 && values.getFirst() instanceof String value
                ? Map.of(ParentStream.ANY_CURSOR, value)
                : Map.of();
    }
}
