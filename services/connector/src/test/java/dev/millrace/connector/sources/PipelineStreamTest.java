package dev.millrace.connector.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Stream;
import dev.millrace.events.MillraceJson;
import dev.millrace.work.ColumnRule;
import dev.millrace.work.ColumnRule.Treatment;
import dev.millrace.work.NestedData;
import dev.millrace.work.SchemaChanges;
import dev.millrace.work.StreamSettings;
import dev.millrace.work.StreamSettings.ReadAgain;
import dev.millrace.work.SyncMode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineStreamTest {

    @Test
    void aStreamThatWasStoredBeforeThereWereSettingsHasTheUsualOnes() throws IOException {
        String stored = """
                {"name": "orders", "selected": true, "syncMode": "INCREMENTAL_UPSERT", "primaryKey": ["id"],
                 "cursorField": "updated_at", "table": "orders"}""";

        assertThat(MillraceJson.mapper().readValue(stored, PipelineStream.class))
                .isEqualTo(new PipelineStream(
                        "orders",
                        true,
                        SyncMode.INCREMENTAL_UPSERT,
                        List.of("id"),
                        "updated_at",
                        "orders",
                        StreamSettings.DEFAULT));
    }

    @Test
    void whatIsStoredIsReadAsItWas() throws IOException {
        PipelineStream stream = new PipelineStream(
                "orders",
                true,
                SyncMode.INCREMENTAL_HISTORY,
                List.of("id"),
                "updated_at",
                "orders",
                new StreamSettings(
                        Duration.ofDays(3),
                        SchemaChanges.ASK,
                        List.of(new ColumnRule("email", Treatment.TRUNCATE, 3)),
                        2,
                        new ReadAgain("2026-01-01T00:00:00Z", 4),
                        NestedData.TABLES));

        String stored = MillraceJson.mapper().writeValueAsString(stream);

        assertThat(MillraceJson.mapper().readValue(stored, PipelineStream.class))
                .isEqualTo(stream);
    }

    @Test
    void aStreamOfACatalogOfBeforeGoesOnByItsCursorOnly() throws IOException {
        String stored = """
                {"name": "orders", "fields": [{"name": "id", "type": "integer", "nullable": false}],
                 "primaryKey": ["id"], "cursorField": null, "recommended": true, "estimatedRows": 7}""";

        assertThat(MillraceJson.mapper().readValue(stored, Stream.class))
                .isEqualTo(new Stream(
                        "orders", List.of(new Field("id", "integer", false)), List.of("id"), null, true, 7L, false));
    }
}
