package dev.millrace.connector.singer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    private static List<String> read(LineReader lines) throws IOException {
        List<String> read = new ArrayList<>();
        while (lines.next()) {
            String text = new String(lines.buffer(), lines.from(), lines.to() - lines.from(), StandardCharsets.UTF_8);
            read.add(lines.number() + "@" + lines.offset() + " " + text);
        }
        return read;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void givesEachLineWithItsNumberAndItsPlace() throws IOException {
        assertThat(read(new LineReader(bytes("a\n\n  \r\nbc\r\nd")))).containsExactly("1@0 a", "4@7 bc\r", "5@11 d");
        assertThat(read(new LineReader(bytes("")))).isEmpty();
        assertThat(read(new LineReader(bytes("bc\nd"), 40, 12))).containsExactly("13@40 bc", "14@43 d");
    }

    @Test
    void aLineMayBeLongerThanTheBufferAndComeInSmallPieces() throws IOException {
        String longLine = "x".repeat(200_000);
        InputStream trickle = new FilterInputStream(bytes("first\n" + longLine + "\nlast\n")) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 7_001));
            }
        };
        assertThat(read(new LineReader(trickle))).containsExactly("1@0 first", "2@6 " + longLine, "3@200007 last");
    }

    @Test
    void aLineThatIsTooLongIsRefused() {
        LineReader lines = new LineReader(bytes("short\n" + "x".repeat(2_000_000)), 0, 0, 1024 * 1024);
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(MillraceException.class)
                .hasMessage("Line 2 is longer than 1 MB. Let the tap leave out the field that is so long.");
    }
}
