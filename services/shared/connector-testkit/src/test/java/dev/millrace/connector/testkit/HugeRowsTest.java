package dev.millrace.connector.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.connector.spi.StreamOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HugeRowsTest {

    private static final int MEGABYTE = 1024 * 1024;

    private static final List<Field> COLUMNS = List.of(
            Field.of("id", LogicalType.INTEGER, false),
            Field.of("text", LogicalType.TEXT, true),
            Field.of("json", LogicalType.JSON, true),
            Field.of("bytes", LogicalType.BINARY, true),
            Field.of("note", LogicalType.TEXT, true));

    private static byte[] letters(int count, char letter) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) letter);
        return bytes;
    }

    private static byte[] json(int count) {
        return ("\"" + "j".repeat(count - 2) + "\"").getBytes(StandardCharsets.UTF_8);
    }

    private static void write(RowEncoder row, long id, byte[] text, byte[] json, byte[] bytes) {
        row.beginRow();
        row.longValue(id);
        row.textValue(text, 0, text.length);
        row.jsonValue(json, 0, json.length);
        row.binaryValue(bytes, 0, bytes.length);
        row.textValue("note " + id);
    }

    @Test
    void longValuesStandWhereTheyBelong() {
        CollectedStream collected = new CollectedStream(COLUMNS);
        RowEncoder row = collected.output().rows();
        byte[] small = letters(3, 's');
        int[][] sizes = {
            {3, 3, 3},
            {5 * MEGABYTE, 3, 3},
            {3, 5 * MEGABYTE, 3},
            {3, 3, 5 * MEGABYTE},
            {3, 3, 3},
            {3 * MEGABYTE, 3 * MEGABYTE, 3 * MEGABYTE},
            {5 * MEGABYTE, 5 * MEGABYTE, 5 * MEGABYTE},
            {5 * MEGABYTE, 100, 8_000}
        };
        for (int i = 0; i < sizes.length; i++) {
            write(row, i, letters(sizes[i][0], 't'), json(sizes[i][1]), letters(sizes[i][2], 'b'));
            row.endRow();
        }
        write(row, 99, small, json(3), small);
        row.endRow();
        collected.output().flush();

        assertThat(collected.rows()).hasSize(sizes.length + 1);
        for (int i = 0; i < sizes.length; i++) {
            Map<String, @Nullable Object> read = collected.rows().get(i);
            assertThat(read.get("id")).isEqualTo((long) i);
            assertThat(read.get("text").equals("t".repeat(sizes[i][0]))).isTrue();
            assertThat(read.get("json").equals("\"" + "j".repeat(sizes[i][1] - 2) + "\""))
                    .isTrue();
            assertThat(read.get("bytes").equals("62".repeat(sizes[i][2]))).isTrue();
            assertThat(read.get("note")).isEqualTo("note " + i);
        }
        assertThat(collected.rows().getLast().get("note")).isEqualTo("note 99");
    }

    @Test
    void aLongValueIsSentFromWhereItStands() {
        List<byte[]> parts = new ArrayList<>();
        StreamOutput output = new StreamOutput(RowForm.of(COLUMNS), new BufferPool(3), message -> {
            if (message instanceof StreamMessage.RowBatch batch) {
                batch.forEachPart((bytes, offset, length) -> parts.add(bytes));
                batch.release();
            }
        });
        byte[] text = letters(10 * MEGABYTE, 't');
        byte[] bytes = letters(8_000, 'b');
        write(output.rows(), 1, text, json(3), bytes);
        output.rows().endRow();

        assertThat(parts).hasSize(5);
        assertThat(parts.get(1)).isSameAs(text);
        assertThat(parts.get(3)).isSameAs(bytes);
        assertThat(parts.getFirst()).hasSizeLessThan(MEGABYTE);
    }

    @Test
    void aTupleThatIsLongIsSentFromWhereItStands() {
        List<byte[]> parts = new ArrayList<>();
        RowForm form = new RowForm(List.of(Field.of("text", LogicalType.TEXT, true)), Map.of(), true);
        StreamOutput output = new StreamOutput(form, new BufferPool(3), message -> {
            if (message instanceof StreamMessage.RowBatch batch) {
                batch.forEachPart(
                        (bytes, offset, length) -> parts.add(Arrays.copyOfRange(bytes, offset, offset + length)));
                batch.release();
            }
        });
        byte[] tuple = ByteBuffer.allocate(2 + 4 + MEGABYTE + 4)
                .putShort((short) 2)
                .putInt(MEGABYTE)
                .put(letters(MEGABYTE, 't'))
                .putInt(-1)
                .array();
        output.rows().tuple(tuple, 0, tuple.length);

        assertThat(parts).hasSize(3);
        assertThat(parts.get(0)).containsExactly(0, 3);
        assertThat(parts.get(1)).isEqualTo(Arrays.copyOfRange(tuple, 2, tuple.length));
        assertThat(parts.get(2)).containsExactly(-1, -1, -1, -1);
    }

    @Test
    @Timeout(30)
    void theEndOfAHugeRowWaitsUntilItIsSent() throws Exception {
        BlockingQueue<StreamMessage.RowBatch> sent = new LinkedBlockingQueue<>();
        StreamOutput output = new StreamOutput(
                RowForm.of(COLUMNS), new BufferPool(3), message -> sent.add((StreamMessage.RowBatch) message));
        byte[] text = letters(10 * MEGABYTE, 't');
        write(output.rows(), 1, text, json(3), letters(3, 'b'));
        CompletableFuture<Void> ended = CompletableFuture.runAsync(output.rows()::endRow);

        StreamMessage.RowBatch batch = sent.take();
        assertThat(ended).failsWithin(Duration.ofMillis(200)).withThrowableOfType(TimeoutException.class);
        batch.release();
        ended.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aHugeRowIsForgottenLikeAnyOther() {
        CollectedStream collected = new CollectedStream(COLUMNS);
        RowEncoder row = collected.output().rows();
        byte[] small = letters(3, 's');
        write(row, 1, small, json(3), small);
        row.endRow();
        write(row, 2, letters(10 * MEGABYTE, 't'), json(3), small);
        row.discardRow();
        write(row, 3, small, json(3), small);
        row.endRow();
        collected.output().flush();

        assertThat(collected.rows()).extracting(read -> read.get("id")).containsExactly(1L, 3L);
    }

    @Test
    void aLongValueIsTreatedLikeAnyOther() {
        TupleReader reader = new TupleReader(COLUMNS);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        RowForm form = new RowForm(COLUMNS, Map.of("text", value -> new byte[] {'x'}), false);
        StreamOutput output = new StreamOutput(form, new BufferPool(3), message -> {
            if (message instanceof StreamMessage.RowBatch batch) {
                rows.addAll(reader.read(batch));
                batch.release();
            }
        });
        write(output.rows(), 1, letters(10 * MEGABYTE, 't'), json(5 * MEGABYTE), letters(3, 'b'));
        output.rows().endRow();
        output.flush();

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst()).containsEntry("text", "x").containsEntry("note", "note 1");
        assertThat(String.valueOf(rows.getFirst().get("json"))).hasSize(5 * MEGABYTE);
    }
}
