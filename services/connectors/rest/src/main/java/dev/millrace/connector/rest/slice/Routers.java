package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.request.RequestParts;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes routers of components, and those that are made of other routers. */
public final class Routers {

    private Routers() {}

    /**
     * The router of a retriever: none, one, or the product of several.
     *
     * @param streams makes the stream of a parent's configuration
     */
    public static PartitionRouter of(Component retriever, Function<Component, ParentStream> streams) {
        List<PartitionRouter> routers = retriever.children("partition_router").stream()
                .map(component -> one(component, streams))
                .toList();
        return switch (routers.size()) {
            case 0 -> PartitionRouter.SINGLE;
            case 1 -> routers.getFirst();
            default -> new Product(routers);
        };
    }

    private static PartitionRouter one(Component component, Function<Component, ParentStream> streams) {
        return switch (component.type()) {
            case "ListPartitionRouter" -> new ListRouter(component);
            case "SubstreamPartitionRouter" -> new SubstreamRouter(component, streams);
            case "GroupingPartitionRouter" ->
                new Grouping(
                        one(component.requiredChild("underlying_partition_router"), streams),
                        Math.toIntExact(component.integer("group_size").orElse(1L)),
                        component.flag("deduplicate", true));
            case "UnionPartitionRouter" ->
                new Union(
                        component.text("partition_field"),
                        component.children("partition_routers").stream()
                                .map(router -> one(router, streams))
                                .toList());
            default ->
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        component.place() + " is a " + component.type() + ", which Millrace does not know.");
        };
    }

    private static Optional<Map<String, Object>> parentStates(List<PartitionRouter> routers) {
        Map<String, Object> states = new LinkedHashMap<>();
        boolean any = false;
        for (PartitionRouter router : routers) {
            Optional<Map<String, Object>> state = router.parentState();
            any |= state.isPresent();
            state.ifPresent(states::putAll);
        }
        return any ? Optional.of(states) : Optional.empty();
    }

    /** Every partition of one with every partition of the others. */
    private record Product(List<PartitionRouter> routers) implements PartitionRouter {
        @Override
        public void slices(Consumer<StreamSlice> each) {
            combine(0, StreamSlice.WHOLE, each);
        }

        private void combine(int next, StreamSlice before, Consumer<StreamSlice> each) {
            if (next == routers.size()) {
                each.accept(before);
                return;
            }
            routers.get(next).slices(slice -> {
                Map<String, Object> partition = new LinkedHashMap<>(before.partition());
                partition.putAll(slice.partition());
                Map<String, Object> extra = new LinkedHashMap<>(before.extraFields());
                extra.putAll(slice.extraFields());
                combine(next + 1, new StreamSlice(partition, Map.of(), extra), each);
            });
        }

        @Override
        public void put(RequestParts parts, StreamSlice slice) {
            routers.forEach(router -> router.put(parts, slice));
        }

        @Override
        public Optional<Map<String, Object>> parentState() {
            return parentStates(routers);
        }

        @Override
        public void startFrom(Map<String, Object> state) {
            routers.forEach(router -> router.startFrom(state));
        }
    }

    /** The partitions of one after those of another, under one name. */
    private record Union(String field, List<PartitionRouter> routers) implements PartitionRouter {
        @Override
        public void slices(Consumer<StreamSlice> each) {
            Set<Map<String, Object>> seen = new LinkedHashSet<>();
            routers.forEach(router -> router.slices(slice -> {
                Object value = slice.partition().get(field);
                Map<String, Object> partition = new LinkedHashMap<>();
                Tree.put(partition, field, value);
                if (seen.add(partition)) {
                    each.accept(new StreamSlice(partition, Map.of(), slice.extraFields()));
                }
            }));
        }

        @Override
        public void put(RequestParts parts, StreamSlice slice) {
            routers.getFirst().put(parts, slice);
        }

        @Override
        public Optional<Map<String, Object>> parentState() {
            return parentStates(routers);
        }

        @Override
        public void startFrom(Map<String, Object> state) {
            routers.forEach(router -> router.startFrom(state));
        }
    }

    /** Several partitions in one, each value a list. */
    private record Grouping(PartitionRouter router, int size, boolean deduplicate) implements PartitionRouter {
        @Override
        public void slices(Consumer<StreamSlice> each) {
            Set<Map<String, Object>> seen = new LinkedHashSet<>();
            List<StreamSlice> group = new ArrayList<>();
            router.slices(slice -> {
                if (!deduplicate || seen.add(keyOf(slice))) {
                    group.add(slice);
                    if (group.size() == size) {
                        each.accept(grouped(group));
                        group.clear();
                    }
                }
            });
            if (!group.isEmpty()) {
                each.accept(grouped(group));
            }
        }

        private static Map<String, Object> keyOf(StreamSlice slice) {
            Map<String, Object> key = new LinkedHashMap<>(slice.partition());
            key.remove("parent_slice");
            return key;
        }

        private static StreamSlice grouped(List<StreamSlice> group) {
            Map<String, Object> partition = new LinkedHashMap<>();
            Map<String, Object> extra = new LinkedHashMap<>();
            for (StreamSlice slice : group) {
                gather(partition, keyOf(slice));
                gather(extra, slice.extraFields());
            }
            return new StreamSlice(partition, Map.of(), extra);
        }

        private static void gather(Map<String, Object> lists, Map<String, Object> values) {
            values.forEach((name, value) -> {
                List<Object> list = new ArrayList<>(Tree.listOf(lists.get(name)));
                list.addAll(Tree.list(Collections.singletonList(value), item -> item));
                lists.put(name, list);
            });
        }

        @Override
        public void put(RequestParts parts, StreamSlice slice) {
            router.put(parts, slice);
        }

        @Override
        public Optional<Map<String, Object>> parentState() {
            return router.parentState();
        }

        @Override
        public void startFrom(Map<String, Object> state) {
            router.startFrom(state);
        }
    }
}
