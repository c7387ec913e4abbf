package dev.millrace.connector.rest.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way from an item to one of its parts, as filters take it: {@code 'author.names.0'}. */
record ItemPath(List<Object> steps) {
    static ItemPath of(@Nullable Object attribute) {
        if (!(attribute instanceof String path)) {
            List<Object> steps = new ArrayList<>();
            steps.add(attribute);
            return new ItemPath(steps);
        }
        List<Object> steps = new ArrayList<>();
        for (String step : path.split("\\.", -1)) {
            boolean isIndex =
                    !step.isEmpty() && step.length() < 10 && step.chars().allMatch(Character::isDigit);
            steps.add(isIndex ? (Object) Long.valueOf(step) : step);
        }
        return new ItemPath(steps);
    }

    /** Several paths, with commas between. */
    static List<ItemPath> all(Object attribute) {
        if (!(attribute instanceof String paths)) {
            return List.of(of(attribute));
        }
        return List.of(paths.split(",")).stream().map(path -> of(path.strip())).toList();
    }

    @Nullable
    Object in(@Nullable Object item) {
        return in(item, null);
    }

    /** @param otherwise stands in for a part that isn't there, unless it is null */
    @Nullable
    Object in(@Nullable Object item, @Nullable Object otherwise) {
        Object part = item;
        for (Object step : steps) {
            part = Members.item(part, step);
            if (part instanceof Undefined && otherwise != null) {
                part = otherwise;
            }
        }
        return part;
    }
}
