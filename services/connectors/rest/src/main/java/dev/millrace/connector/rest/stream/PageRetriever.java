package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.answer.Decoder;
import dev.millrace.connector.rest.answer.RecordStream;
import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.paging.PageEnd;
import dev.millrace.connector.rest.paging.Paginator;
import dev.millrace.connector.rest.request.Moment;
import dev.millrace.connector.rest.request.Outcome;
import dev.millrace.connector.rest.request.RequestParts;
import dev.millrace.connector.rest.request.Requester;
import dev.millrace.connector.rest.slice.StreamCursor;
import dev.millrace.connector.rest.slice.StreamSlice;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code SimpleRetriever}: asks for a slice page by page. Of the answers no more than one page is held. */
final class PageRetriever implements Retriever {

    private static final int MAX_RESETS = 10;

    /** Of a page that was asked for ahead; a longer one goes on coming while it is read. */
    private static final int MAX_HELD_BYTES = 4 * 1024 * 1024;

    private final Requester requester;
    private final Paginator paginator;
    private final Decoder decoder;
    private final RecordSelector selector;
    private final StreamCursor cursor;
    private final boolean sliceOnFirstPageOnly;
    private final boolean stopsAtKnown;
    private final Optional<QueryProperties> properties;
    private final boolean splitsAtLimit;
    private final Optional<Long> limit;
    private final Optional<RecordStream> streamed;
    private final boolean readsAhead;
    private final String place;
    private final Web web;

    /**
     * A retriever.
     *
     * @param stopsAtKnown whether the newest records come first, so that a page that ends with a known one is the last
     */
    PageRetriever(
            Component component,
            Requester requester,
            RecordSelector selector,
            StreamCursor cursor,
            boolean stopsAtKnown,
            Optional<QueryProperties> properties,
            Web web) {
        this.web = web;
        this.place = component.place();
        this.requester = requester;
        this.paginator = Paginator.of(component.child("paginator"));
        this.decoder = Decoder.of(component.child("decoder"));
        this.selector = selector;
        this.cursor = cursor;
        this.sliceOnFirstPageOnly = component.flag("ignore_stream_slicer_parameters_on_paginated_requests", false);
        this.stopsAtKnown = stopsAtKnown;
        this.properties = properties;
        Optional<Component> reset = component.child("pagination_reset");
        this.splitsAtLimit = reset.map(given -> given.text("action").equals("SPLIT_USING_CURSOR"))
                .orElse(false);
        this.limit =
                reset.flatMap(given -> given.child("limits")).flatMap(limits -> limits.integer("number_of_records"));
        this.readsAhead = requester.isSafe() && properties.isEmpty() && reset.isEmpty() && !stopsAtKnown;
        this.streamed = decoder.isJson()
                ? selector.plainPath()
                        .filter(path -> !path.isEmpty() && paginator.needsNothingOf(path.getFirst()))
                        .map(RecordStream::new)
                : Optional.empty();
        if (limit.isPresent() && component.requiredChild("record_selector").has("record_filter")) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    component.place()
                            + " has limits for pages and a record_filter, which do not go together. Remove one.");
        }
    }

    /** What a page left behind: how many records, the last of them, and the token of the next. */
    private static final class Page {
        private long records;
        private final RecordSelector.Found found = new RecordSelector.Found();
        private @Nullable Map<String, Object> last;
        private @Nullable Object next;
        private boolean begunAnew;
    }

    @Override
    public void read(StreamSlice slice, RecordSink records) {
        web.witness().slice(place, slice);
        try (PagesAhead ahead = new PagesAhead(
                web.seats(),
                token -> readsAhead && web.seats().guesses() ? paginator.following(token) : Optional.empty(),
                token -> fetch(slice, token))) {
            read(slice, records, ahead);
        }
    }

    private void read(StreamSlice slice, RecordSink records, PagesAhead ahead) {
        Object token = paginator.first();
        Object ready = slice.extraFields().get(StreamSlice.FIRST_PAGE);
        if (ready != null) {
            token = readReady(ready, slice, records);
            if (token == null) {
                return;
            }
        }
        int resets = 0;
        long read = 0;
        StreamSlice part = slice;
        boolean first = true;
        while (web.witness().page(place)) {
            Optional<Outcome> fetched = first ? Optional.empty() : ahead.take(token);
            first = false;
            Page page = properties.isPresent()
                    ? readInParts(properties.get(), part, token, records)
                    : readPage(Moment.page(part, token), part, token, fetched, records);
            records.pageEnd();
            web.witness().pageEnd(place);
            if (page.begunAnew) {
                if (++resets > MAX_RESETS) {
                    throw new MillraceException(
                            ErrorCode.SOURCE_INTERRUPTED,
                            "The API refuses page after page, even from the beginning. The run is tried again later.");
                }
                part = splitsAtLimit ? cursor.narrowed(part) : part;
                token = paginator.first();
                continue;
            }
            read += page.records;
            if (limit.isPresent() && read >= limit.get() && splitsAtLimit) {
                StreamSlice rest = cursor.narrowed(part);
                read = 0;
                if (!rest.equals(part)) {
                    part = rest;
                    token = paginator.first();
                    continue;
                }
            }
            if (page.next == null) {
                return;
            }
            token = page.next;
        }
    }

    /** The first page came with a record of the parent. */
    private @Nullable Object readReady(Object body, StreamSlice slice, RecordSink records) {
        Page page = new Page();
        Moment moment = Moment.first(slice);
        selector.select(body, moment, slice, page.found, record -> take(page, record, records));
        try (Answer answer = Answer.of(200, Map.of(), new byte[0])) {
            return paginator.next(new PageEnd(answer, body, page.records, page.found.records(), page.last, null));
        }
    }

    private Page readInParts(QueryProperties asked, StreamSlice slice, @Nullable Object token, RecordSink records) {
        Page[] first = {null};
        asked.read(
                slice,
                (extra, part) -> {
                    StreamSlice seen = slice;
                    for (Map.Entry<String, Object> known : extra.entrySet()) {
                        seen = seen.knowing(known.getKey(), known.getValue());
                    }
                    Page page = readPage(new Moment(seen, token, extra), slice, token, Optional.empty(), part::accept);
                    if (first[0] == null) {
                        first[0] = page;
                    }
                },
                records::accept);
        Page page = first[0];
        return page == null ? new Page() : page;
    }

    private Outcome request(Moment moment, StreamSlice slice, @Nullable Object token) {
        RequestParts parts = new RequestParts();
        paginator.put(parts, token);
        if (token == null || !sliceOnFirstPageOnly) {
            cursor.put(parts, slice);
        }
        return requester.send(moment, parts, paginator.path(token));
    }

    /** A page that is asked for ahead. Its connection is free when it waits to be read. */
    private Outcome fetch(StreamSlice slice, Object token) {
        try {
            Outcome page = request(Moment.page(slice, token), slice, token).held(MAX_HELD_BYTES);
            if (Thread.currentThread().isInterrupted()) {
                page.close();
            }
            return page;
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    private static MillraceException brokenOff(IOException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_INTERRUPTED,
                "An answer of the API broke off in the middle. It is asked again.",
                cause);
    }

    private Page readPage(
            Moment moment, StreamSlice slice, @Nullable Object token, Optional<Outcome> fetched, RecordSink records) {
        Page page = new Page();
        try (Outcome outcome = fetched.orElseGet(() -> request(moment, slice, token))) {
            if (outcome.resetPagination()) {
                page.begunAnew = true;
            } else if (outcome.isReadable()) {
                read(outcome.answer(), moment, slice, page, records);
            }
            return page;
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    private void read(Answer answer, Moment moment, StreamSlice slice, Page page, RecordSink records)
            throws IOException {
        Object[] first = {null};
        if (streamed.isPresent()) {
            first[0] = streamed.get()
                    .read(
                            answer.stream(),
                            each -> selector.take(
                                    each, moment, slice, page.found, record -> take(page, record, records)));
        } else {
            decode(answer, moment, slice, page, first, records);
        }
        if (paginator.isSinglePage()) {
            return;
        }
        Object body = first[0] == null ? Map.of() : first[0];
        if (stopsAtKnown && page.found.lastIsKnown()) {
            return;
        }
        page.next = paginator.next(
                new PageEnd(answer, body, page.records, page.found.records(), page.last, moment.token()));
    }

    private void decode(
            Answer answer, Moment moment, StreamSlice slice, Page page, @Nullable Object[] first, RecordSink records)
            throws IOException {
        decoder.decode(answer.stream(), value -> {
            if (first[0] == null && !decoder.streams()) {
                first[0] = value;
            }
            selector.select(value, moment, slice, page.found, record -> take(page, record, records));
        });
    }

    private static void take(Page page, Map<String, Object> record, RecordSink records) {
        page.records++;
        page.last = record;
        records.accept(record);
    }
}
