package dev.millrace.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The log of a child, as far as people and we need to look into it. */
final class LogFile {

    private static final int TAIL_BYTES = 64 * 1024;

    private LogFile() {}

    /** The last lines, indented; of a long log only its end is read. */
    static String tail(Path log, int lines) {
        try {
            List<String> all = end(log).lines().toList();
            return String.join(
                    System.lineSeparator(),
                    all.subList(Math.max(0, all.size() - lines), all.size()).stream()
                            .map(line -> "    " + line)
                            .toList());
        } catch (IOException e) {
            return "    (no log: " + e.getMessage() + ")";
        }
    }

    static boolean contains(Path log, String text) {
        try {
            return Files.exists(log) && end(log).contains(text);
        } catch (IOException ignored) {
            return false;
        }
    }

    private static String end(Path log) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
