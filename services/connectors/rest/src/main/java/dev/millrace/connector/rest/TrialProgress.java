package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.spi.trial.TrialPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts the pages and slices of a trial, and lets it read only a few of each. Everything is read one after another. */
final class TrialProgress implements Web.Witness {

    private static final int MAX_SLICES = 5;
    private static final int MAX_PAGES_OF_A_SLICE = 3;

    /** Retrievers within the stream's own: of parents, schemas, properties and components. */
    private static final Pattern WITHIN =
            Pattern.compile("parent_stream_configs|schema_loader|property_list|components_resolver|dynamic_properties");

    /** Stops a trial that has read enough. */
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    private static final class Page {
        private final int slice;
        private final String part;
        private final int number;
        private long records;

        Page(int slice, String part, int number) {
            this.slice = slice;
            this.part = part;
            this.number = number;
        }
    }

    private final List<Page> pages = new ArrayList<>();
    private int slices;
    private String part = "{}";
    private int pagesOfSlice;
    private int pagesWithin;
    private @Nullable Integer current;
    private boolean leftSomething;

    @Override
    public void slice(String place, Map<String, Object> slice) {
        if (WITHIN.matcher(place).find()) {
            pagesWithin = 0;
            return;
        }
        if (slices == MAX_SLICES) {
            throw new Enough();
        }
        slices++;
        part = Json.write(slice);
        pagesOfSlice = 0;
    }

    @Override
    public boolean page(String place) {
        boolean within = WITHIN.matcher(place).find();
        int before = within ? pagesWithin++ : pagesOfSlice;
        if (before == MAX_PAGES_OF_A_SLICE) {
            leftSomething = true;
            return false;
        }
        if (!within) {
            pagesOfSlice++;
            current = pages.size();
            pages.add(new Page(slices, part, pagesOfSlice));
        }
        return true;
    }

    @Override
    public void pageEnd(String place) {
        if (!WITHIN.matcher(place).find()) {
            current = null;
        }
    }

    /** A record of the stream has come. */
    void record() {
        if (!pages.isEmpty()) {
            pages.getLast().records++;
        }
    }

    /** The page that is being read; null while something else is asked for. */
    @Nullable
    Integer current() {
        return current;
    }

    /** Whether there were pages that nobody asked for. */
    boolean hasLeftSomething() {
        return leftSomething;
    }

    List<TrialPage> pages(Masks masks) {
        return pages.stream()
                .map(page -> {
                    try {
                        byte[] shown = masks.mask(page.part).getBytes(StandardCharsets.UTF_8);
                        return new TrialPage(page.slice, Json.MAPPER.readTree(shown), page.number, page.records);
                    } catch (IOException e) {
                        throw new IllegalStateException("a slice is no JSON", e);
                    }
                })
                .toList();
    }
}
