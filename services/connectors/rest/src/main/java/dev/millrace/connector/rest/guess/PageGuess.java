package dev.millrace.connector.rest.guess;

import dev.millrace.connector.rest.manifest.Tree;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Guesses how the next page is asked for: by what the answer says of itself, by what the address says, and at last by what many APIs
 * know. Whatever is not plain from the answer is tried: the next page has to have other records than the first.
 */
final class PageGuess {

    /** What fields are called that hold the address of the next page; without marks, in small letters. */
    private static final Set<String> LINKS = Set.of(
            "next",
            "nexturl",
            "nextlink",
            "nexthref",
            "nextpageurl",
            "nextpagelink",
            "nextpageuri",
            "nexturi",
            "odatanextlink");

    /** Names of a field that holds a token, and of the parameters that it may be for, beside one of the same name. */
    private static final Map<String, List<String>> TOKENS = Map.ofEntries(
            Map.entry("nextcursor", List.of("cursor", "after", "starting_after", "page_cursor")),
            Map.entry("nextpagetoken", List.of("pageToken", "page_token", "next_page_token")),
            Map.entry("nexttoken", List.of("token", "pagination_token", "page_token")),
            Map.entry("nextpage", List.of("page", "page_token")),
            Map.entry("nextpageid", List.of("page_id", "page")),
            Map.entry("nextoffset", List.of("offset")),
            Map.entry("next", List.of("cursor", "page", "offset", "next")),
            Map.entry("continuationtoken", List.of("continuation", "continuation_token")),
            Map.entry("continuation", List.of("continuation")),
            Map.entry("endcursor", List.of("after", "cursor")),
            Map.entry("cursor", List.of("cursor", "after")),
            Map.entry("after", List.of("after")),
            Map.entry("offset", List.of("offset")),
            Map.entry("scrollid", List.of("scroll_id")));

    private static final Set<String> MORE = Set.of("hasmore", "hasnext", "hasnextpage", "more", "moreavailable");
    private static final List<String> PAGE_PARAMETERS =
            List.of("page", "_page", "p", "page_number", "pageNumber", "pageNo", "page[number]", "currentPage");
    private static final List<String> OFFSET_PARAMETERS =
            List.of("offset", "skip", "start", "from", "_start", "startAt", "start_index", "page[offset]", "$skip");

    /** What is tried where nothing says how: the usual names. */
    private static final List<String> USUAL_PAGES = List.of("page", "_page");

    private static final List<String> USUAL_OFFSETS = List.of("offset", "skip");

    /** A page that is full has a round number of records, as a rule. */
    private static final Set<Long> ROUND = Set.of(
            5L, 10L, 12L, 15L, 16L, 20L, 24L, 25L, 30L, 40L, 48L, 50L, 60L, 64L, 75L, 80L, 100L, 120L, 128L, 150L, 200L,
            250L, 256L, 300L, 400L, 500L, 512L, 1_000L, 1_024L, 2_000L, 5_000L, 10_000L);

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");
    private static final int DEEPEST = 4;

    /** A field of the answer beside the records. */
    private record Named(List<String> path, @Nullable Object value) {

        String name() {
            return bare(path.getLast());
        }

        /** {@code links.next.href} is as good as {@code next}. */
        boolean isLink() {
            boolean below = path.size() > 1
                    && Set.of("href", "url", "link", "uri").contains(name())
                    && bare(path.get(path.size() - 2)).equals("next");
            return below || LINKS.contains(name());
        }

        private static String bare(String name) {
            return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        }
    }

    private final Probe probe;
    private final String url;
    private final Probe.Page first;

    PageGuess(Probe probe, String url, Probe.Page first) {
        this.probe = probe;
        this.url = url;
        this.first = first;
    }

    NextPage next() {
        FoundRecords records = first.records();
        if (records.lines() || records.single() || records.count() == 0) {
            return linked().orElseGet(NextPage.None::new);
        }
        List<Named> fields = new ArrayList<>();
        collect(first.sample().root(), List.of(), fields);
        return linked().or(() -> linkField(fields))
                .or(() -> tokenField(fields))
                .or(this::byAddress)
                .or(() -> byFields(fields))
                .or(this::byHabit)
                .orElseGet(() -> lastLink(fields));
    }

    private Optional<NextPage> linked() {
        return first.links().containsKey("next") ? Optional.of(new NextPage.LinkHeader()) : Optional.empty();
    }

    private void collect(@Nullable Object value, List<String> path, List<Named> fields) {
        if (!(value instanceof Map<?, ?> object) || path.size() == DEEPEST) {
            return;
        }
        Tree.asMap(object).forEach((name, inner) -> {
            List<String> below = new ArrayList<>(path);
            below.add(name);
            if (inner instanceof Map<?, ?>) {
                collect(inner, below, fields);
            } else if (!(inner instanceof List<?>)) {
                fields.add(new Named(List.copyOf(below), inner));
            }
        });
    }

    private Optional<NextPage> linkField(List<Named> fields) {
        return fields.stream()
                .filter(Named::isLink)
                .filter(field -> field.value() instanceof String link && isAddress(link))
                .filter(field -> leadsOn(String.valueOf(field.value())))
                .findFirst()
                .map(field -> new NextPage.LinkField(
                        field.path(), String.valueOf(field.value()).startsWith("/")));
    }

    private static boolean isAddress(String link) {
        return link.startsWith("https://") || link.startsWith("http://") || link.startsWith("/");
    }

    /** The key of this API is not for other hosts. */
    private boolean leadsOn(String link) {
        try {
            URI here = URI.create(QueryText.bare(url));
            URI there = here.resolve(link.replace(" ", "%20"));
            return here.getHost().equalsIgnoreCase(there.getHost())
                    && probe.records(there.toString())
                            .filter(page -> page.differsFrom(first.records()))
                            .isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The field of the next page's address may be null on what happens to be the only page today. */
    private static NextPage lastLink(List<Named> fields) {
        return fields.stream()
                .filter(field -> field.isLink() && field.value() == null)
                .findFirst()
                .<NextPage>map(field -> new NextPage.LinkField(field.path(), false))
                .orElseGet(NextPage.None::new);
    }

    private Optional<NextPage> tokenField(List<Named> fields) {
        Optional<List<String>> more = fields.stream()
                .filter(field -> MORE.contains(field.name()) && field.value() instanceof Boolean)
                .map(Named::path)
                .findFirst();
        for (Named field : fields) {
            List<String> usual = TOKENS.get(field.name());
            Object token = field.value();
            if (usual == null || !(token instanceof String || token instanceof Long) || "".equals(token)) {
                continue;
            }
            Optional<NextPage> found = Stream.concat(Stream.of(field.path().getLast()), usual.stream())
                    .distinct()
                    .filter(parameter -> isAnotherPage(parameter, token))
                    .findFirst()
                    .map(parameter -> new NextPage.TokenField(field.path(), parameter, more));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean isAnotherPage(String parameter, Object value) {
        return probe.with(parameter, value)
                .filter(page -> page.differsFrom(first.records()))
                .isPresent();
    }

    /** A number of a page, or of records, that the address has already. */
    private Optional<NextPage> byAddress() {
        Map<String, String> parameters = QueryText.parameters(url);
        for (String name : PAGE_PARAMETERS) {
            String value = parameters.getOrDefault(name, "");
            if (DIGITS.matcher(value).matches() && isAnotherPage(name, Long.parseLong(value) + 1)) {
                return Optional.of(numbered(name));
            }
        }
        for (String name : OFFSET_PARAMETERS) {
            String value = parameters.getOrDefault(name, "");
            if (DIGITS.matcher(value).matches()
                    && isAnotherPage(
                            name, Long.parseLong(value) + first.records().count())) {
                return Optional.of(new NextPage.Offset(name, first.records().count()));
            }
        }
        return Optional.empty();
    }

    /** Where the page without a number is that of number 1, pages count from there. */
    private NextPage numbered(String parameter) {
        boolean fromOne = probe.records(QueryText.without(url, List.of(parameter)))
                .map(plain -> probe.with(parameter, 1L)
                        .filter(one -> !one.differsFrom(plain))
                        .isPresent())
                .orElse(true);
        return new NextPage.PageNumber(
                parameter, fromOne ? 1 : 0, first.records().count());
    }

    /** What the answer says about where it is. */
    private Optional<NextPage> byFields(List<Named> fields) {
        for (Named field : fields) {
            String name = field.path().getLast();
            if (!(field.value() instanceof Long at)) {
                continue;
            }
            if (PAGE_PARAMETERS.contains(name) && isAnotherPage(name, at + 1)) {
                return Optional.of(numbered(name));
            }
            if (OFFSET_PARAMETERS.contains(name)
                    && isAnotherPage(name, at + first.records().count())) {
                return Optional.of(new NextPage.Offset(name, first.records().count()));
            }
        }
        return Optional.empty();
    }

    private Optional<NextPage> byHabit() {
        long count = first.records().count();
        if (!ROUND.contains(count) || first.sample().isCut()) {
            return Optional.empty();
        }
        return USUAL_PAGES.stream()
                .filter(name -> isAnotherPage(name, 2L))
                .findFirst()
                .map(this::numbered)
                .or(() -> USUAL_OFFSETS.stream()
                        .filter(name -> isAnotherPage(name, count))
                        .findFirst()
                        .map(name -> new NextPage.Offset(name, count)));
    }
}
