package dev.millrace.connector.rest.stream;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.connector.rest.expression.ConformanceCases;
import dev.millrace.connector.rest.manifest.Tree;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** States of earlier versions become what the reference makes of them. */
class StateMigrationConformanceTest {

    @Test
    void statesAreMigratedAsInTheReference() {
        Optional<Path> file = ConformanceCases.file("cdk-unit-cases/state_migration.jsonl");
        assumeThat(file).isPresent();
        int passed =
                ConformanceCases.run("state_migration", file.orElseThrow(), StateMigrationConformanceTest::migrated);
        ConformanceCases.assertReached(passed, 2);
    }

    private static String migrated(Map<String, Object> one) {
        Map<String, Object> state = Tree.mapOrEmpty(one.get("state"));
        Map<String, Object> migrated =
                StateMigration.migrate(state, String.valueOf(one.get("partition_key")), cursorField(one, state));
        return migrated.equals(one.get("expected"))
                ? ""
                : state + "\n      expected " + one.get("expected") + "\n      but was  " + migrated;
    }

    /** Recorded as an expression of parameters that are not recorded; the states show what it came to. */
    private static String cursorField(Map<String, Object> one, Map<String, Object> state) {
        String written = String.valueOf(one.get("cursor_field"));
        return written.contains("{{")
                ? state.values().stream()
                        .flatMap(cursor -> Tree.mapOrEmpty(cursor).keySet().stream())
                        .findFirst()
                        .orElse(written)
                : written;
    }
}
