package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.http.Seats;
import dev.millrace.connector.rest.request.Outcome;
import dev.millrace.connector.spi.ReadStoppedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks for pages before they are needed, where their tokens can be told: each page that turns out full doubles how many are asked for
 * ahead. What was asked for behind the last page is thrown away, failures included.
 */
final class PagesAhead implements AutoCloseable {

    private final Seats seats;
    private final UnaryOperator<Optional<Object>> following;
    private final Function<Object, Outcome> fetch;
    private final Deque<Ahead> pages = new ArrayDeque<>();
    private int window;

    /** A page on its way. One has the seat that whoever reads the slice has anyway, since that one only waits. */
    private record Ahead(Object token, Future<Outcome> page, boolean tookSeat) {}

    /**
     * Of one slice.
     *
     * @param following the token behind one, if it can be told
     * @param fetch asks for the page of a token
     */
    PagesAhead(Seats seats, UnaryOperator<Optional<Object>> following, Function<Object, Outcome> fetch) {
        this.seats = seats;
        this.following = following;
        this.fetch = fetch;
    }

    /** The page of a token, if it was asked for; what was asked for instead is thrown away. Asks for those behind it. */
    Optional<Outcome> take(@Nullable Object token) {
        if (token == null) {
            return Optional.empty();
        }
        Ahead first = pages.peekFirst();
        if (first == null || !first.token().equals(token)) {
            discard();
            window = Math.max(window, 1);
            askBehind(token);
            return Optional.empty();
        }
        pages.removeFirst();
        Outcome page = awaited(first);
        window = Math.min(2 * window, seats.most());
        askBehind(pages.isEmpty() ? token : pages.getLast().token());
        return Optional.of(page);
    }

    private Outcome awaited(Ahead ahead) {
        try {
            return ahead.page().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        } catch (CancellationException e) {
            throw new ReadStoppedException();
        } catch (ExecutionException e) {
            throw Lane.rethrown(e.getCause());
        } finally {
            giveBack(ahead);
        }
    }

    private void giveBack(Ahead ahead) {
        if (ahead.tookSeat()) {
            seats.giveBack();
        }
    }

    private void askBehind(Object last) {
        Optional<Object> next = following.apply(Optional.of(last));
        while (next.isPresent() && pages.size() < window && seats.most() > 1) {
            boolean isFree = pages.stream().allMatch(Ahead::tookSeat);
            if (!isFree && !seats.take()) {
                return;
            }
            Object token = next.get();
            pages.addLast(new Ahead(token, seats.submit(() -> fetch.apply(token)), !isFree));
            next = following.apply(next);
        }
    }

    private void discard() {
        for (Ahead ahead : pages) {
            if (ahead.page().state() == Future.State.SUCCESS) {
                ahead.page().resultNow().close();
            } else {
                ahead.page().cancel(true);
            }
            giveBack(ahead);
        }
        pages.clear();
    }

    @Override
    public void close() {
        discard();
    }
}
