package dev.millrace.connector.rest.paging;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.request.RequestOption;
import dev.millrace.connector.rest.request.RequestParts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for page after page: where the token and the size of a page go, and what the next token is. */
public final class Paginator {

    private final Optional<Pagination> pagination;
    private final Optional<RequestOption> tokenOption;
    private final boolean tokenIsPath;
    private final Optional<RequestOption> sizeOption;

    private Paginator(
            Optional<Pagination> pagination,
            Optional<RequestOption> tokenOption,
            boolean tokenIsPath,
            Optional<RequestOption> sizeOption) {
        this.pagination = pagination;
        this.tokenOption = tokenOption;
        this.tokenIsPath = tokenIsPath;
        this.sizeOption = sizeOption;
    }

    /** The paginator that a component describes; one page where there is none. */
    public static Paginator of(Optional<Component> component) {
        Optional<Component> described = component.filter(given -> !given.type().equals("NoPagination"));
        Optional<Component> option = described.flatMap(given -> given.child("page_token_option"));
        boolean path =
                option.filter(given -> given.type().equals("RequestPath")).isPresent();
        return new Paginator(
                described.map(given -> Pagination.of(given.requiredChild("pagination_strategy"))),
                path ? Optional.empty() : option.map(RequestOption::of),
                path,
                described.flatMap(given -> given.map("page_size_option", RequestOption::of)));
    }

    /** The token of the first page; null when it needs none. */
    public @Nullable Object first() {
        return pagination.isEmpty() ? null : pagination.get().first();
    }

    /** The token of the page after; null when that was the last. */
    public @Nullable Object next(PageEnd page) {
        return pagination.isEmpty() ? null : pagination.get().next(page);
    }

    /** Puts token and size into a request. */
    public void put(RequestParts parts, @Nullable Object token) {
        if (token != null) {
            tokenOption.ifPresent(option -> option.put(parts, token));
        }
        sizeOption.ifPresent(
                option -> pagination.flatMap(Pagination::pageSize).ifPresent(size -> option.put(parts, size)));
    }

    /** The token behind another one, if that page is full; empty when only the page itself can tell. */
    public Optional<Object> following(Optional<Object> token) {
        return pagination.flatMap(given -> given.following(token));
    }

    /** Whether what an answer has in a field need not be kept for finding the next page. */
    public boolean needsNothingOf(String field) {
        return pagination.map(given -> given.needsNothingOf(field)).orElse(true);
    }

    /** What takes the place of the path; null when the path stays. */
    public @Nullable String path(@Nullable Object token) {
        return tokenIsPath && token != null ? token.toString() : null;
    }

    /** Whether a page has to be seen by expressions before the next is asked for. */
    public boolean isSinglePage() {
        return pagination.isEmpty();
    }
}
