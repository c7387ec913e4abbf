package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.connector.spi.StreamOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways that make no object must decide and write as those that do. */
class FieldWriterTest {

    private static final String[] LIKELY = {
        "0",
        "-0",
        "7",
        "+7",
        "00",
        "007",
        "123456789012345678",
        "1234567890123456789",
        "-999999999999999999",
        "1.5",
        "-0.05",
        ".5",
        "5.",
        "01.5",
        "1,5",
        "1e3",
        "1.5E-3",
        "123456789.123456789",
        "0.1",
        "0.30000000000000004",
        "999999999999999",
        "2024-02-29",
        "2023-02-29",
        "1900-02-28",
        "2000-02-29",
        "0001-01-01",
        "9999-12-31",
        "2024/01/31",
        "2024-1-5",
        "2024-00-10",
        "2024-13-01",
        "2024-01-31 10:30",
        "2024-01-31 10:30:00",
        "2024-01-31T23:59:59.5",
        "2024-01-31 10:30:00.123456",
        "2024-01-31 10:30:00.1234567",
        "2024-01-31 10:30:00.1234560",
        "2024-01-31 24:00:00",
        "2024-01-31 10:30:00.",
        "2024-01-31T10:30:00Z",
        "2024-01-31T10:30:00+02:00",
        "2024-01-31T10:30:00-0530",
        "2024-01-31T10:30:00+18:00",
        "2024-01-31 10:30:00.25+01",
        "2024-01-31T10:30:00 Z",
        "1700-03-01 00:00:00",
        "true",
        "False",
        "yes",
        "é",
        "x",
        "-",
        "+",
        "2024-01-3x",
        "12:30",
        "31.01.2024",
        "01/31/2024"
    };

    @ParameterizedTest
    @EnumSource(TextForm.class)
    void aFastWayDecidesAndWritesLikeTheSlowOne(TextForm form) {
        for (String text : LIKELY) {
            assertSame(form, text);
        }
        Random random = new Random(42);
        for (int i = 0; i < 3_000; i++) {
            assertSame(form, mutated(LIKELY[random.nextInt(LIKELY.length)], random));
        }
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        String characters = "0123456789.-+:TZ /e";
        for (int changes = random.nextInt(3); changes >= 0 && !mutated.isEmpty(); changes--) {
            int at = random.nextInt(mutated.length());
            char c = characters.charAt(random.nextInt(characters.length()));
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, c);
                case 1 -> mutated.insert(at, c);
                default -> mutated.deleteCharAt(at);
            }
        }
        return mutated.isEmpty() ? "0" : mutated.toString();
    }

    private static void assertSame(TextForm form, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Encoded slow = new Encoded(form);
        boolean fits = form.fits(text);
        if (fits) {
            new CellWriter(form, form.type()).write(text, slow.begin());
        }
        Encoded fast = new Encoded(form);
        boolean written = new FieldWriter(form, form.type()).write(bytes, 0, bytes.length, fast.begin());
        assertThat(written).as("whether %s holds %s", form, text).isEqualTo(fits);
        if (fits) {
            assertThat(fast.end()).as("%s as %s", text, form).isEqualTo(slow.end());
        }
    }

    /** One row of one column. */
    private static final class Encoded {

        private final StreamOutput output;
        private final ByteArrayOutputStream tuples = new ByteArrayOutputStream();

        Encoded(TextForm form) {
            output = new StreamOutput(
                    RowForm.of(List.of(Field.of("value", form.type(), true))), new BufferPool(1), message -> {
                        if (message instanceof StreamMessage.RowBatch batch) {
                            batch.forEachPart(tuples::write);
                        }
                    });
        }

        RowEncoder begin() {
            output.rows().beginRow();
            return output.rows();
        }

        byte[] end() {
            output.rows().endRow();
            output.flush();
            return tuples.toByteArray();
        }
    }
}
