package dev.millrace.connector.singer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The files of a BATCH message: records without an envelope, one on each line. */
final class BatchFiles {

    private BatchFiles() {}

    /**
     * All files, one after another.
     *
     * @param folder the only one whose files are read: a tap must not make the worker read what the tap may not. Without one there are none
     */
    static LineReader open(SingerMessage.Batch batch, Optional<Path> folder, long line) throws IOException {
        if (folder.isEmpty()) {
            throw MessageParser.malformed(
                    line,
                    "is a BATCH of \"" + batch.stream()
                            + "\", whose files stay where the tap runs: take batch_config out of its settings");
        }
        if (!batch.format().equals("jsonl")) {
            throw MessageParser.malformed(
                    line,
                    "is a BATCH of \"" + batch.stream() + "\" whose format is not \"jsonl\": let the tap write that");
        }
        boolean zipped = switch (batch.compression()) {
            case "gzip" -> true;
            case "none", "null", "" -> false;
            default ->
                throw MessageParser.malformed(
                        line,
                        "is a BATCH of \"" + batch.stream() + "\" whose compression is neither \"gzip\" nor \"none\"");
        };
        List<InputStream> files = new ArrayList<>();
        for (String address : batch.files()) {
            InputStream file = new BufferedInputStream(Files.newInputStream(path(address, folder.get(), batch, line)));
            files.add(zipped ? new GZIPInputStream(file) : file);
            files.add(InputStream.nullInputStream());
        }
        return new LineReader(new SequenceInputStream(Collections.enumeration(files)));
    }

    private static Path path(String address, Path folder, SingerMessage.Batch batch, long line) throws IOException {
        try {
            URI uri = URI.create(address);
            if ("file".equals(uri.getScheme())) {
                Path file = Path.of(uri).toRealPath();
                if (file.startsWith(folder.toRealPath())) {
                    return file;
                }
            }
        } catch (IllegalArgumentException | java.nio.file.NoSuchFileException e) {
            // Said below.
        }
        throw MessageParser.malformed(
                line,
                "is a BATCH of \"" + batch.stream()
                        + "\" with a file that is not in the tap's own folder: let it write to the folder $TMPDIR");
    }

    /** The record on a line. */
    static SingerMessage.Row row(String stream, LineReader records) {
        return MessageParser.record(stream, records.buffer(), records.from(), records.to(), records.number());
    }
}
