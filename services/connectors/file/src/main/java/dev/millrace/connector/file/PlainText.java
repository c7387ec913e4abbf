package dev.millrace.connector.file;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/** Makes UTF-8 of any text file. One that is so already is read where it is; another one is rewritten beside it. */
final class PlainText {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int SAMPLE_BYTES = 2 * 1024 * 1024;

    /** What one look at all bytes tells. */
    private record Survey(boolean utf8, boolean mixedLineEnds, boolean empty, boolean binary) {}

    private PlainText() {}

    /** Looks at every byte. */
    static Path normalized(String fileName, Path file, Path folder) throws IOException {
        Survey survey = survey(file, Long.MAX_VALUE);
        return survey.mixedLineEnds()
                ? rewritten(fileName, file, survey, folder)
                : encoded(fileName, file, survey, folder);
    }

    /** Looks at the beginning only, and leaves line ends as they are. */
    static Path likeItsBeginning(String fileName, Path file, Path folder) throws IOException {
        Survey survey = survey(file, SAMPLE_BYTES);
        return encoded(fileName, file, survey.empty() ? survey(file, Long.MAX_VALUE) : survey, folder);
    }

    private static Path encoded(String fileName, Path file, Survey survey, Path folder) throws IOException {
        boolean fine = survey.utf8() && !survey.empty() && !survey.binary() && byMark(file) == null;
        return fine ? file : rewritten(fileName, file, survey, folder);
    }

    private static Path rewritten(String fileName, Path file, Survey survey, Path folder) throws IOException {
        Charset unicode = byMark(file);
        if (survey.empty()) {
            throw FileKind.empty(fileName);
        }
        if (unicode == null && survey.binary()) {
            unicode = withoutMark(file);
            if (unicode == null) {
                throw FileKind.unreadable(fileName, "is not text", "Export the table as CSV or Excel.");
            }
        }
        Charset charset = unicode != null ? unicode : survey.utf8() ? StandardCharsets.UTF_8 : guess(file);
        Path target = Files.createTempFile(folder, "text-", ".csv");
        rewrite(file, charset, target);
        return target;
    }

    /** The whole lines of the beginning of a file in UTF-8, with line feeds only, in a file of their own. */
    static Path beginning(Path file, int bytes, Path folder) throws IOException {
        Path target = Files.createTempFile(folder, "beginning-", ".csv");
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(bytes);
        }
        int end = head.length;
        if (head.length == bytes) {
            while (end > 0 && head[end - 1] != '\n' && head[end - 1] != '\r') {
                end--;
            }
        }
        // One line alone is longer: the rest of it is cut off.
        byte[] lines = end == 0 ? head : Arrays.copyOf(head, end);
        Files.write(target, lines);
        for (byte b : lines) {
            if (b == '\r') {
                Path normalized = Files.createTempFile(folder, "beginning-", ".csv");
                rewrite(target, StandardCharsets.UTF_8, normalized);
                Files.delete(target);
                return normalized;
            }
        }
        return target;
    }

    private static @Nullable Charset byMark(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(4);
            if (head.length >= 2 && head[0] == (byte) 0xff && head[1] == (byte) 0xfe) {
                return StandardCharsets.UTF_16LE;
            }
            if (head.length >= 2 && head[0] == (byte) 0xfe && head[1] == (byte) 0xff) {
                return StandardCharsets.UTF_16BE;
            }
            return null;
        }
    }

    /** Text in UTF-16 without a mark has a zero in nearly every second byte. */
    private static @Nullable Charset withoutMark(Path file) throws IOException {
        int even = 0;
        int odd = 0;
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(BUFFER_BYTES);
        }
        for (int i = 0; i + 1 < head.length; i += 2) {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }
        int enough = head.length * 2 / 5;
        if (odd > enough && even < enough / 10) {
            return StandardCharsets.UTF_16LE;
        }
        return even > enough && odd < enough / 10 ? StandardCharsets.UTF_16BE : null;
    }

    private static Survey survey(Path file, long limit) throws IOException {
        boolean utf8 = true;
        boolean empty = true;
        boolean binary = false;
        boolean inQuotes = false;
        int expected = 0;
        int previous = -1;
        long lineFeeds = 0;
        long pairs = 0;
        long returns = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long seen = 0;
            for (int length = in.read(buffer); length >= 0 && seen < limit; length = in.read(buffer)) {
                seen += length;
                for (int i = 0; i < length; i++) {
                    int b = buffer[i];
                    binary |= b == 0;
                    if (b < 0 || expected > 0) {
                        int unsigned = b & 0xff;
                        if (expected > 0) {
                            utf8 &= (unsigned & 0xc0) == 0x80;
                            expected--;
                        } else if (unsigned >= 0xc2 && unsigned <= 0xdf) {
                            expected = 1;
                        } else if (unsigned >= 0xe0 && unsigned <= 0xef) {
                            expected = 2;
                        } else if (unsigned >= 0xf0 && unsigned <= 0xf4) {
                            expected = 3;
                        } else {
                            utf8 = false;
                        }
                    }
                    // Line ends within quotes belong to a value.
                    inQuotes ^= b == '"';
                    if (!inQuotes) {
                        if (b == '\n') {
                            lineFeeds += previous == '\r' ? 0 : 1;
                            pairs += previous == '\r' ? 1 : 0;
                        } else if (previous == '\r') {
                            returns++;
                        }
                    }
                    empty &= b == ' '
                            || b == '\n'
                            || b == '\r'
                            || b == '\t'
                            || b == (byte) 0xef
                            || b == (byte) 0xbb
                            || b == (byte) 0xbf;
                    previous = b;
                }
            }
        }
        int kinds = (lineFeeds > 0 ? 1 : 0) + (pairs > 0 ? 1 : 0) + (returns > 0 ? 1 : 0);
        // Where the look ends in the middle of a character, that is no fault.
        boolean cut = Files.size(file) > limit;
        return new Survey(utf8 && (expected == 0 || cut), kinds > 1 || (returns > 0 && kinds == 1), empty, binary);
    }

    /** The encoding of bytes that are no UTF-8. Western European, when nothing else is likely. */
    private static Charset guess(Path file) throws IOException {
        UniversalDetector detector = new UniversalDetector();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int seen = 0;
            for (int length = in.read(buffer);
                    length > 0 && seen < SAMPLE_BYTES && !detector.isDone();
                    length = in.read(buffer)) {
                detector.handleData(buffer, 0, length);
                seen += length;
            }
        }
        detector.dataEnd();
        String name = detector.getDetectedCharset();
        Charset western = Charset.forName("windows-1252");
        if (name == null || name.equals("US-ASCII") || name.equals("UTF-8") || !Charset.isSupported(name)) {
            return western;
        }
        return Charset.forName(name);
    }

    private static void rewrite(Path file, Charset charset, Path target) throws IOException {
        try (Reader in = new InputStreamReader(
                        new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES),
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE));
                BufferedWriter out = Files.newBufferedWriter(target)) {
            char[] buffer = new char[BUFFER_BYTES];
            boolean inQuotes = false;
            boolean afterReturn = false;
            boolean first = true;
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                for (int i = 0; i < length; i++) {
                    char c = buffer[i];
                    if (first && c == '\ufeff') {
                        first = false;
                        continue;
                    }
                    first = false;
                    inQuotes ^= c == '"';
                    if (!inQuotes && (c == '\r' || c == '\n')) {
                        if (c == '\r' || !afterReturn) {
                            out.write('\n');
                        }
                        afterReturn = c == '\r';
                        continue;
                    }
                    afterReturn = false;
                    out.write(c);
                }
            }
        }
    }

    /**
     * How many bytes there are from a file's position, which stays, to the next line end or to the file's end.
     *
     * @param most it looks hardly further than so many bytes
     */
    static long lineBytes(FileChannel file, long most) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(BUFFER_BYTES);
        long from = file.position();
        long at = from;
        while (at - from < most && file.read(piece.clear(), at) > 0) {
            for (int i = 0; i < piece.position(); i++) {
                if (piece.get(i) == '\n') {
                    return at + i - from;
                }
            }
            at += piece.position();
        }
        return at - from;
    }
}
