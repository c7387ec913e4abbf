package dev.millrace.connector.file;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Brings files onto the worker's disk, and takes them out of gzip and ZIP as they come. */
final class Unpacking {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int HEAD_BYTES = 512;

    /** The disk is everybody's: what unpacks to more than it has may not fill it. */
    private static final long ROOM_FOR_OTHERS_BYTES = 512L * 1024 * 1024;

    private static final long BYTES_BETWEEN_LOOKS = 16L * 1024 * 1024;
    private static final int NAMES_IN_A_MESSAGE = 3;

    private final Path folder;
    private final Runnable pause;

    /** @param pause is called now and then, and may throw to end it */
    Unpacking(Path folder, Runnable pause) {
        this.folder = folder;
        this.pause = pause;
    }

    /** A file that is on the disk; where it is not packed it stays where it is. */
    LocalFile unpacked(String name, Path file) {
        byte[] head = FileKind.head(name, file);
        if (FileKind.isGzip(head)) {
            try (InputStream in = Files.newInputStream(file)) {
                return fetched(name, in, Long.MAX_VALUE);
            } catch (IOException e) {
                throw interrupted(name, e);
            }
        }
        return FileKind.isZip(head) ? unzipped(name, file) : new LocalFile(name, file, true);
    }

    /**
     * Fetches a file.
     *
     * @param mostOfLines how many bytes are wanted of one that can be understood by its beginning; of others all are
     * @throws IOException when its source does not answer
     */
    LocalFile fetched(String name, InputStream source, long mostOfLines) throws IOException {
        try {
            InputStream plain = new BufferedInputStream(new Broken(source), BUFFER_BYTES);
            String inner = name;
            if (FileKind.isGzip(peek(plain))) {
                plain = new BufferedInputStream(new GZIPInputStream(plain, BUFFER_BYTES), BUFFER_BYTES);
                inner = withoutEnding(name, ".gz");
            }
            byte[] head = peek(plain);
            Path target = newFile(name);
            boolean whole = copied(name, plain, target, FileKind.isOfLines(head) ? mostOfLines : Long.MAX_VALUE);
            return whole && FileKind.isZip(head) ? unzipped(inner, target) : new LocalFile(inner, target, whole);
        } catch (EOFException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    name + " is cut off: it ends in the middle of what is packed. Put the whole file there.",
                    e);
        } catch (ZipException e) {
            throw damaged(name, e);
        }
    }

    /** A source that breaks off is another thing than content that does. */
    private static final class Broken extends FilterInputStream {

        Broken(InputStream source) {
            super(source);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (EOFException e) {
                throw new IOException("the source broke off", e);
            }
        }
    }

    private static byte[] peek(InputStream in) throws IOException {
        in.mark(HEAD_BYTES);
        byte[] head = in.readNBytes(HEAD_BYTES);
        in.reset();
        return head;
    }

    private static String withoutEnding(String name, String ending) {
        return name.toLowerCase(Locale.ROOT).endsWith(ending)
                ? name.substring(0, name.length() - ending.length())
                : name;
    }

    private Path newFile(String name) {
        try {
            return Files.createTempFile(folder, "file-", "");
        } catch (IOException e) {
            throw TableFiles.noRoom(name, e);
        }
    }

    /** False when there was more of it; then it ends with a whole line. */
    private boolean copied(String name, InputStream in, Path target, long most) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        long looked = 0;
        try (OutputStream out = open(name, target)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                write(name, out, buffer, length);
                bytes += length;
                if (bytes - looked >= BYTES_BETWEEN_LOOKS) {
                    looked = bytes;
                    pause.run();
                    requireRoom(name);
                }
                if (bytes >= most) {
                    break;
                }
            }
        }
        if (bytes < most || in.read() < 0) {
            return true;
        }
        cutToLines(name, target);
        return false;
    }

    private static OutputStream open(String name, Path target) {
        try {
            return Files.newOutputStream(target);
        } catch (IOException e) {
            throw TableFiles.noRoom(name, e);
        }
    }

    private static void write(String name, OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw TableFiles.noRoom(name, e);
        }
    }

    private void requireRoom(String name) throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() < ROOM_FOR_OTHERS_BYTES) {
            throw TableFiles.noRoom(name, new IOException("less than 512 MB would be left"));
        }
    }

    private static void cutToLines(String name, Path target) {
        try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
            byte[] end = new byte[(int) Math.min(file.length(), BUFFER_BYTES * 16L)];
            long from = file.length() - end.length;
            file.seek(from);
            file.readFully(end);
            int last = end.length - 1;
            while (last > 0 && end[last] != '\n' && end[last] != '\r') {
                last--;
            }
            if (last > 0) {
                file.setLength(from + last + 1);
            }
        } catch (IOException e) {
            throw TableFiles.noRoom(name, e);
        }
    }

    /** A workbook is an archive too, and stays one. */
    private LocalFile unzipped(String name, Path archive) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<? extends ZipEntry> entries =
                    zip.stream().filter(Unpacking::isContent).toList();
            if (entries.stream().anyMatch(entry -> entry.getName().startsWith("xl/"))) {
                return new LocalFile(name, archive, true);
            }
            if (entries.isEmpty()) {
                throw FileKind.empty(name);
            }
            if (entries.size() > 1) {
                throw FileKind.unreadable(
                        name,
                        "holds %,d files (%s)".formatted(entries.size(), someOf(entries)),
                        "Unpack it, and use its files one by one.");
            }
            ZipEntry entry = entries.getFirst();
            Path target = newFile(name);
            try (InputStream content = zip.getInputStream(entry)) {
                copied(name, content, target, Long.MAX_VALUE);
            }
            return new LocalFile(entry.getName().substring(entry.getName().lastIndexOf('/') + 1), target, true);
        } catch (IOException e) {
            throw damaged(name, e);
        }
    }

    private static boolean isContent(ZipEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory() && !name.startsWith("__MACOSX/") && !name.endsWith(".DS_Store");
    }

    private static String someOf(List<? extends ZipEntry> entries) {
        String some = entries.stream()
                .limit(NAMES_IN_A_MESSAGE)
                .map(ZipEntry::getName)
                .collect(Collectors.joining(", "));
        return entries.size() > NAMES_IN_A_MESSAGE ? some + " and more" : some;
    }

    private static MillraceException damaged(String name, Exception cause) {
        return new MillraceException(
                ErrorCode.SOURCE_UNREADABLE,
                name
                        + " can't be unpacked: it is damaged, cut off, or has a password. Pack it anew, without a password.",
                cause);
    }

    private static MillraceException interrupted(String name, IOException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_INTERRUPTED, name + " could not be read to its end. It is tried again.", cause);
    }
}
