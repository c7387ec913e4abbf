package dev.millrace.platform.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor what to send as {@code cursor} for the next page; null on the last one
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /** How many items a page has at the most. */
    public static final int MAXIMUM_SIZE = 200;

    public Page {
        items = List.copyOf(items);
    }

    /** A list that is never long. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }

    /**
     * A page of a list that was queried with one item more than fits.
     *
     * @param found up to {@code size + 1} items
     * @param cursor of an item: where the next page starts after
     */
    public static <T> Page<T> of(List<T> found, int size, Function<T, String> cursor) {
        if (found.size() <= size) {
            return whole(found);
        }
        List<T> items = found.subList(0, size);
        return new Page<>(items, cursor.apply(items.getLast()));
    }

    /** The size that a caller asked for, within bounds. */
    public static int size(@Nullable Integer asked) {
        return asked == null ? 50 : Math.clamp(asked, 1, MAXIMUM_SIZE);
    }

    /** The same page with its items shown in another way. */
    public <R> Page<R> map(Function<? super T, ? extends R> show) {
        return new Page<>(items.stream().<R>map(show).toList(), nextCursor);
    }
}
