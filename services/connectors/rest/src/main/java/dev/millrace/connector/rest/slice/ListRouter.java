package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.request.RequestOption;
import dev.millrace.connector.rest.request.RequestParts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A partition for each value of a list that the manifest or the configuration has. */
final class ListRouter implements PartitionRouter {

    private final Component component;
    private final Optional<RequestOption> option;

    ListRouter(Component component) {
        this.component = component;
        this.option = component.map("request_option", RequestOption::of);
    }

    private String field() {
        return component.requiredTemplate("cursor_field").text(Map.of());
    }

    @Override
    public void slices(Consumer<StreamSlice> each) {
        Object values = component.raw("values");
        List<Object> evaluated = values instanceof String written
                ? Tree.listOf(component.template(written).value(Map.of()))
                : Tree.listOf(values);
        String field = field();
        evaluated.forEach(value -> each.accept(new StreamSlice(Map.of(field, value), Map.of(), Map.of())));
    }

    @Override
    public void put(RequestParts parts, StreamSlice slice) {
        Object value = slice.get(field());
        if (value != null) {
            option.ifPresent(place -> place.put(parts, value));
        }
    }
}
