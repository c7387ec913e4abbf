package dev.millrace.connector.rest.slice;

import dev.millrace.connector.rest.expression.DateFormats;
import dev.millrace.connector.rest.expression.IsoDuration;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.request.RequestOption;
import dev.millrace.connector.rest.request.RequestParts;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@code DatetimeBasedCursor} says: from when to when, in which steps, and how times are written. */
final class DatetimeRange {

    private static final String ISO = "%Y-%m-%dT%H:%M:%S.%f%z";

    private final Component component;
    private final String cursorField;
    private final String format;
    private final List<String> inputFormats;
    private final Optional<IsoDuration> step;
    private final Optional<IsoDuration> granularity;
    private final Optional<IsoDuration> lookback;
    private final String startField;
    private final String endField;
    private final Optional<RequestOption> startOption;
    private final Optional<RequestOption> endOption;
    private @Nullable OffsetDateTime start;
    private final Clamping clamping;
    private Duration extraLookback = Duration.ZERO;

    DatetimeRange(Component component) {
        this.component = component;
        this.cursorField = component.requiredTemplate("cursor_field").text(Map.of());
        this.format = component.text("datetime_format");
        List<String> formats = new ArrayList<>(component.texts("cursor_datetime_formats"));
        formats.add(format);
        this.inputFormats = List.copyOf(formats);
        this.step = component.duration("step");
        this.granularity = component.duration("cursor_granularity");
        this.lookback = component.duration("lookback_window");
        this.startField = component
                .template(component.optionalText("partition_field_start").orElse("start_time"))
                .text(Map.of());
        this.endField = component
                .template(component.optionalText("partition_field_end").orElse("end_time"))
                .text(Map.of());
        this.startOption = component.map("start_time_option", RequestOption::of);
        this.endOption = component.map("end_time_option", RequestOption::of);
        this.clamping = Clamping.of(component);
    }

    private Optional<OffsetDateTime> time(String field) {
        if (component.raw(field) instanceof String written) {
            return Optional.of(parse(component.template(written), format));
        }
        return component.child(field).map(bounds -> {
            String own = bounds.optionalText("datetime_format")
                    .filter(text -> !text.isEmpty())
                    .orElse(format);
            OffsetDateTime time = parse(bounds.requiredTemplate("datetime"), own);
            Optional<OffsetDateTime> least = bounds.template("min_datetime", "").flatMap(text -> present(text, own));
            Optional<OffsetDateTime> most = bounds.template("max_datetime", "").flatMap(text -> present(text, own));
            if (least.isPresent() && least.get().isAfter(time)) {
                time = least.get();
            }
            return most.isPresent() && most.get().isBefore(time) ? most.get() : time;
        });
    }

    private Optional<OffsetDateTime> present(Template template, String own) {
        return template.text(Map.of()).isEmpty() ? Optional.empty() : Optional.of(parse(template, own));
    }

    private OffsetDateTime parse(Template template, String own) {
        String text = template.text(Map.of());
        OffsetDateTime parsed = tryParse(text, own);
        if (parsed == null) {
            parsed = tryParse(text, ISO);
        }
        for (String other : inputFormats) {
            parsed = parsed == null ? tryParse(text, other) : parsed;
        }
        return parsed == null ? DateFormats.parse(text, own) : parsed;
    }

    private static @Nullable OffsetDateTime tryParse(Object value, String format) {
        try {
            return DateFormats.parse(value, format);
        } catch (RuntimeException e) {
            // The next form may be the one.
            return null;
        }
    }

    /** The time that a record or a state has; empty when it is missing or unreadable. */
    Optional<OffsetDateTime> timeOf(Map<String, Object> fields) {
        Object value = fields.get(cursorField);
        if (value == null && cursorField.contains(".")) {
            Object at = fields;
            for (String name : cursorField.split("\\.", -1)) {
                at = Tree.mapOrEmpty(at).get(name);
            }
            value = at;
        }
        if (value == null && !fields.containsKey(ParentStream.ANY_CURSOR)) {
            return Optional.empty();
        }
        return Optional.ofNullable(read(value == null ? fields.get(ParentStream.ANY_CURSOR) : value));
    }

    /** A time in any of the forms that the manifest allows; null when it is in none. */
    @Nullable
    OffsetDateTime read(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        for (String candidate : inputFormats) {
            OffsetDateTime parsed = tryParse(value, candidate);
            if (parsed != null) {
                return parsed;
            }
        }
        return null;
    }

    String write(OffsetDateTime time) {
        return DateFormats.format(time, format);
    }

    String cursorField() {
        return cursorField;
    }

    String startField() {
        return startField;
    }

    String endField() {
        return endField;
    }

    /** Read when it is first needed: a stream can be described with a start that nobody can read. */
    OffsetDateTime start() {
        OffsetDateTime known = start;
        if (known == null) {
            known = time("start_datetime").orElseThrow();
            start = known;
        }
        return known;
    }

    /** The end; now, unless the manifest says another. */
    OffsetDateTime end() {
        return time("end_datetime")
                .orElseGet(
                        () -> OffsetDateTime.now(component.settings().clock()).withOffsetSameInstant(ZoneOffset.UTC));
    }

    Optional<IsoDuration> step() {
        return step;
    }

    Optional<IsoDuration> granularity() {
        return granularity;
    }

    void lookBack(Duration duration) {
        extraLookback = duration;
    }

    /** So much before a time as the person asked for. */
    OffsetDateTime earlier(OffsetDateTime time) {
        return time.minus(extraLookback);
    }

    /** The time before that of a state at which the next read begins. */
    OffsetDateTime lookedBack(OffsetDateTime time) {
        return earlier(lookback.map(duration -> duration.before(time)).orElse(time));
    }

    Clamping clamping() {
        return clamping;
    }

    boolean comparesStrictly() {
        return component.flag("is_compare_strictly", false);
    }

    void put(RequestParts parts, StreamSlice slice) {
        Object from = slice.interval().get(startField);
        Object until = slice.interval().get(endField);
        if (from != null) {
            startOption.ifPresent(option -> option.put(parts, from));
        }
        if (until != null) {
            endOption.ifPresent(option -> option.put(parts, until));
        }
    }
}
