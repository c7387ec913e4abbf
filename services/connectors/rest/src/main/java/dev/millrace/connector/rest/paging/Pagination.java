package dev.millrace.connector.rest.paging;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A way of counting pages. */
sealed interface Pagination {

    /** The token of the first page; null when it needs none. */
    @Nullable
    Object first();

    /** The token of the page after; null when there is none. */
    @Nullable
    Object next(PageEnd page);

    /** The token behind another one, if that page is full; empty when only the page itself can tell. */
    Optional<Object> following(Optional<Object> token);

    /** Whether it looks at an answer beside one of its fields only, which need not be kept then. */
    boolean needsNothingOf(String field);

    /** How many records to ask for at once, when the manifest says. */
    Optional<Long> pageSize();

    static Pagination of(Component component) {
        Optional<Long> pageSize = component.integer("page_size");
        boolean first = component.flag("inject_on_first_request", false);
        return switch (component.type()) {
            case "PageIncrement" ->
                new PageIncrement(pageSize, component.integer("start_from_page").orElse(0L), first);
            case "OffsetIncrement" -> new OffsetIncrement(pageSize, first);
            case "CursorPagination" ->
                new CursorPagination(
                        component.requiredTemplate("cursor_value"), component.template("stop_condition", ""), pageSize);
            default ->
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        component.place() + " is a " + component.type() + ", which Millrace does not know.");
        };
    }

    /** Pages are numbered; a page with fewer records than asked for is the last. */
    record PageIncrement(Optional<Long> pageSize, long from, boolean onFirst) implements Pagination {
        @Override
        public @Nullable Object first() {
            return onFirst ? from : null;
        }

        @Override
        public @Nullable Object next(PageEnd page) {
            if (page.records() == 0 || (pageSize.isPresent() && page.records() < pageSize.get())) {
                return null;
            }
            return page.token() == null ? from + 1 : number(page.token()) + 1;
        }

        @Override
        public Optional<Object> following(Optional<Object> token) {
            return Optional.of(token.map(Pagination::number).orElse(from) + 1);
        }

        @Override
        public boolean needsNothingOf(String field) {
            return true;
        }
    }

    /** Records are counted; a page with fewer than asked for is the last. */
    record OffsetIncrement(Optional<Long> pageSize, boolean onFirst) implements Pagination {
        @Override
        public @Nullable Object first() {
            return onFirst ? 0L : null;
        }

        @Override
        public @Nullable Object next(PageEnd page) {
            if (page.extracted() == 0 || (pageSize.isPresent() && page.extracted() < pageSize.get())) {
                return null;
            }
            return (page.token() == null ? 0 : number(page.token())) + page.extracted();
        }

        @Override
        public Optional<Object> following(Optional<Object> token) {
            return pageSize.map(size -> token.map(Pagination::number).orElse(0L) + size);
        }

        @Override
        public boolean needsNothingOf(String field) {
            return true;
        }
    }

    /** The answer says how to get the next page. */
    record CursorPagination(Template cursor, Optional<Template> stop, Optional<Long> pageSize) implements Pagination {
        @Override
        public @Nullable Object first() {
            return null;
        }

        @Override
        @SuppressWarnings("NullAway") // An expression sees that there is no last record.
        public @Nullable Object next(PageEnd page) {
            Map<String, Object> seen = new HashMap<>();
            seen.put("response", page.body());
            seen.put("headers", page.answer().headersWithLinks());
            seen.put("last_record", page.lastRecord());
            seen.put("last_page_size", page.records());
            if (stop.isPresent() && stop.get().holds(seen)) {
                return null;
            }
            Object token = cursor.value(seen);
            return isNothing(token) ? null : token;
        }

        @Override
        public Optional<Object> following(Optional<Object> token) {
            return Optional.empty();
        }

        @Override
        public boolean needsNothingOf(String field) {
            return ResponseFields.areOtherThan(field, cursor.written())
                    && (stop.isEmpty()
                            || ResponseFields.areOtherThan(field, stop.get().written()));
        }

        private static boolean isNothing(@Nullable Object token) {
            return switch (token) {
                case null -> true;
                case String text -> text.isEmpty();
                case Boolean flag -> !flag;
                case Number number -> number.doubleValue() == 0;
                case Collection<?> items -> items.isEmpty();
                case Map<?, ?> map -> map.isEmpty();
                default -> false;
            };
        }
    }

    private static long number(Object token) {
        return ((Number) token).longValue();
    }
}
