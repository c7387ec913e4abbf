package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.answer.Decoder;
import dev.millrace.connector.rest.answer.Extractor;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code AsyncRetriever}: has the API prepare a slice as a job, waits until it is ready, and downloads it. */
final class JobRetriever implements Retriever {

    private static final int ATTEMPTS = 3;
    private static final long USUAL_TIMEOUT_MINUTES = 15;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** What became of a job. */
    private enum Status {
        RUNNING,
        COMPLETED,
        FAILED,
        TIMEOUT,
        SKIPPED
    }

    private final Component component;
    private final RecordSelector selector;
    private final StreamCursor cursor;
    private final Web web;
    private final Requester creation;
    private final Requester polling;
    private final Optional<Requester> targets;
    private final Requester download;
    private final Optional<Requester> abort;
    private final Optional<Requester> deletion;
    private final Decoder decoder;
    private final Decoder downloadDecoder;
    private final Extractor downloaded;
    private final Duration failedWait;
    private final Extractor statuses;
    private final Optional<Extractor> urls;
    private final Paginator paginator;
    private final Map<String, Status> mapping = new LinkedHashMap<>();

    JobRetriever(Component component, RecordSelector selector, StreamCursor cursor, Web web) {
        this.component = component;
        this.selector = selector;
        this.cursor = cursor;
        this.web = web;
        this.creation = Requester.of(component.requiredChild("creation_requester"), web);
        this.polling = Requester.of(component.requiredChild("polling_requester"), web);
        this.targets = component.map("download_target_requester", given -> Requester.of(given, web));
        this.download = Requester.of(component.requiredChild("download_requester"), web);
        this.abort = component.map("abort_requester", given -> Requester.of(given, web));
        this.deletion = component.map("delete_requester", given -> Requester.of(given, web));
        this.decoder = Decoder.of(component.child("decoder"));
        Optional<Component> inDownload = component.child("download_extractor");
        boolean table = inDownload
                .filter(given -> given.type().equals("ResponseToFileExtractor"))
                .isPresent();
        this.downloadDecoder = Decoder.of(table ? inDownload : component.child("download_decoder"));
        this.downloaded = Extractor.of(table ? Optional.empty() : inDownload);
        this.failedWait = component
                .number("failed_retry_wait_time_in_seconds")
                .map(seconds -> Duration.ofMillis((long) (seconds * 1000)))
                .orElse(Duration.ZERO);
        this.statuses = Extractor.of(component.child("status_extractor"));
        this.urls = component.map("download_target_extractor", given -> Extractor.of(Optional.of(given)));
        this.paginator = Paginator.of(component.child("download_paginator"));
        Component names = component.requiredChild("status_mapping");
        for (Status status : Status.values()) {
            names.texts(status.name().toLowerCase(Locale.ROOT)).forEach(name -> mapping.put(name, status));
        }
    }

    @Override
    public void read(StreamSlice slice, RecordSink records) {
        web.witness().slice(component.place(), slice);
        if (web.witness().page(component.place())) {
            readJob(slice, records);
            web.witness().pageEnd(component.place());
        }
    }

    private void readJob(StreamSlice slice, RecordSink records) {
        for (int attempt = 1; ; attempt++) {
            Object created = ask(creation, slice, Map.of());
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put("creation_response", created);
            Status status = await(slice, seen);
            if (status == Status.SKIPPED) {
                return;
            }
            if (status == Status.COMPLETED) {
                download(slice, seen, records);
                deletion.ifPresent(requester -> ask(requester, slice, seen));
                return;
            }
            if (status == Status.TIMEOUT) {
                abort.ifPresent(requester -> ask(requester, slice, seen));
            }
            if (attempt == ATTEMPTS) {
                throw new MillraceException(
                        ErrorCode.SOURCE_INTERRUPTED,
                        "The API could not prepare the export in " + ATTEMPTS
                                + " attempts. The run is tried again later.");
            }
            if (status == Status.FAILED && !failedWait.isZero()) {
                web.pause().sleep(failedWait);
            }
        }
    }

    /** The first value of an answer, with its headers under the name that expressions know. */
    private Object ask(Requester requester, StreamSlice slice, Map<String, Object> extra) {
        RequestParts parts = new RequestParts();
        if (requester == creation) {
            cursor.put(parts, slice);
        }
        try (Outcome outcome = requester.send(new Moment(slice, null, extra), parts, null)) {
            Object body = decoder.first(outcome.answer());
            if (body instanceof Map<?, ?> map) {
                Map<String, Object> seen = new LinkedHashMap<>();
                map.forEach((name, value) -> Tree.put(seen, String.valueOf(name), value));
                seen.putIfAbsent("headers", outcome.answer().headers());
                return seen;
            }
            return body;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static MillraceException broken(IOException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_INTERRUPTED,
                "An answer of the API broke off in the middle. It is asked again.",
                cause);
    }

    private Status await(StreamSlice slice, Map<String, Object> seen) {
        Instant end = web.clock()
                .instant()
                .plus(Duration.ofMinutes(
                        component.integer("polling_job_timeout").orElse(USUAL_TIMEOUT_MINUTES)));
        Duration wait = FIRST_WAIT;
        Duration waited = Duration.ZERO;
        while (true) {
            Object polled = ask(polling, slice, seen);
            seen.put("polling_response", polled);
            Status status = status(polled);
            if (status != Status.RUNNING) {
                return status;
            }
            if (!web.clock().instant().plus(waited).isBefore(end)) {
                return Status.TIMEOUT;
            }
            web.pause().sleep(wait);
            waited = waited.plus(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        }
    }

    private Status status(Object polled) {
        List<Object> found = new ArrayList<>();
        statuses.extract(polled, found::add);
        String name = found.isEmpty() ? "" : String.valueOf(found.getFirst());
        Status status = mapping.get(name);
        if (status == null) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "The API gives the export the status \"" + name
                            + "\", which status_mapping does not name. Add it there.");
        }
        return status;
    }

    private void download(StreamSlice slice, Map<String, Object> seen, RecordSink records) {
        targets.ifPresent(requester -> seen.put("download_target_response", ask(requester, slice, seen)));
        List<Object> found = new ArrayList<>();
        Object where = seen.getOrDefault("download_target_response", seen.get("polling_response"));
        urls.ifPresent(extractor -> extractor.extract(where, found::add));
        if (urls.isEmpty()) {
            found.add("");
        }
        for (Object url : found) {
            seen.put("download_target", url);
            downloadPages(slice, seen, records);
        }
    }

    private void downloadPages(StreamSlice slice, Map<String, Object> seen, RecordSink records) {
        Object token = paginator.first();
        do {
            RequestParts parts = new RequestParts();
            paginator.put(parts, token);
            Moment moment = new Moment(slice, token, seen);
            long[] taken = {0};
            RecordSelector.Found found = new RecordSelector.Found();
            try (Outcome outcome = download.send(moment, parts, paginator.path(token))) {
                if (outcome.isReadable()) {
                    downloadDecoder.decode(
                            outcome.answer().stream(),
                            value -> downloaded.extract(
                                    value,
                                    each -> selector.take(each, moment, slice, found, record -> {
                                        taken[0]++;
                                        records.accept(record);
                                    })));
                }
                records.pageEnd();
                token = next(outcome, taken[0], found, token);
            } catch (IOException e) {
                throw broken(e);
            }
        } while (token != null);
    }

    private @Nullable Object next(Outcome outcome, long taken, RecordSelector.Found found, @Nullable Object token) {
        return paginator.isSinglePage()
                ? null
                : paginator.next(new PageEnd(outcome.answer(), Map.of(), taken, found.records(), null, token));
    }
}
