package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.answer.Extractor;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.request.Moment;
import dev.millrace.connector.rest.slice.StreamCursor;
import dev.millrace.connector.rest.slice.StreamSlice;
import dev.millrace.connector.rest.transformation.Transformation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From a value of an answer to the records of the stream: found, filtered, transformed, and given the types of the schema. */
final class RecordSelector {

    private final Extractor extractor;
    private final Optional<Template> condition;
    private final List<Transformation> transformations;
    private final boolean transformFirst;
    private final Optional<StreamCursor> wanted;
    private final Normalization normalization;
    private final Map<String, Object> config;

    /**
     * A selector.
     *
     * @param wanted the cursor that sorts out what is older than the state, when the API doesn't
     */
    RecordSelector(
            Component component,
            List<Transformation> transformations,
            Optional<StreamCursor> wanted,
            Normalization normalization) {
        this.extractor = Extractor.of(component.child("extractor"));
        this.condition = component.child("record_filter").flatMap(filter -> filter.template("condition", ""));
        this.transformations = transformations;
        this.transformFirst = component.flag("transform_before_filtering", wanted.isPresent());
        this.wanted = wanted;
        this.normalization = normalization;
        this.config = component.settings().config();
    }

    /** The names that lead to the records, where it is names and nothing else. */
    Optional<List<String>> plainPath() {
        return extractor.plainPath();
    }

    /** What was in a value, whatever became of it. */
    static final class Found {
        private long records;
        private boolean lastIsKnown;

        /** How many records there were before any was left out. */
        long records() {
            return records;
        }

        /** Whether the last of them is not newer than the state. */
        boolean lastIsKnown() {
            return lastIsKnown;
        }
    }

    void select(
            @Nullable Object value,
            Moment moment,
            StreamSlice slice,
            Found found,
            Consumer<Map<String, Object>> records) {
        extractor.extract(value, each -> take(each, moment, slice, found, records));
    }

    /** The same for something that was found already. */
    void take(Object each, Moment moment, StreamSlice slice, Found found, Consumer<Map<String, Object>> records) {
        found.records++;
        if (each instanceof Map<?, ?> map) {
            select(Tree.asMap(map), moment, slice, found, records);
        }
    }

    private void select(
            Map<String, Object> record,
            Moment moment,
            StreamSlice slice,
            Found found,
            Consumer<Map<String, Object>> records) {
        if (transformFirst) {
            transform(record, moment);
        }
        found.lastIsKnown = wanted.isPresent() && !wanted.get().isWanted(record, slice);
        if (found.lastIsKnown || !passes(record, moment)) {
            return;
        }
        if (!transformFirst) {
            transform(record, moment);
        }
        normalization.apply(record);
        records.accept(record);
    }

    private boolean passes(Map<String, Object> record, Moment moment) {
        if (condition.isEmpty()) {
            return true;
        }
        Map<String, Object> seen = new HashMap<>(moment.variables());
        seen.put("record", record);
        return condition.get().holds(seen);
    }

    private void transform(Map<String, Object> record, Moment moment) {
        if (transformations.isEmpty()) {
            return;
        }
        Map<String, Object> seen = new HashMap<>(moment.variables());
        seen.put("config", config);
        for (Transformation transformation : transformations) {
            transformation.apply(record, seen);
        }
    }
}
