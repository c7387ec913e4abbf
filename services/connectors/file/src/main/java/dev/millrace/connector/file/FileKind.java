package dev.millrace.connector.file;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipFile;

/** What a file is, by its content; its name only decides between texts. */
enum FileKind {
    DELIMITED,
    WORKBOOK,
    JSON,
    PARQUET;

    /** The first bytes of files that people take by mistake (the formats' own specifications). */
    private record Signature(String hex, String what, String advice) {}

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("255044462d", "a PDF document", "Export the table as CSV or Excel."),
            new Signature("89504e47", "a picture", "Take the table itself, as CSV or Excel."),
            new Signature("ffd8ff", "a picture", "Take the table itself, as CSV or Excel."),
            new Signature("47494638", "a picture", "Take the table itself, as CSV or Excel."),
            new Signature("425a68", "compressed with bzip2", "Unpack it, and use what is inside."),
            new Signature("28b52ffd", "compressed with zstd", "Unpack it, and use what is inside."),
            new Signature("377abcaf271c", "a 7z archive", "Unpack it, and use what is inside."),
            new Signature("526172211a07", "a RAR archive", "Unpack it, and use what is inside."),
            new Signature("53514c69746520666f726d61742033", "an SQLite database", "Export its tables as CSV."),
            new Signature("7f454c46", "a program", "Take a table, as CSV or Excel."),
            new Signature("4d5a", "a program", "Take a table, as CSV or Excel."));

    private static final String PARQUET_MARK = "50415231";
    private static final String ZIP = "504b0304";
    private static final String GZIP = "1f8b";

    /** A tar archive says so here (POSIX, pax interchange format). */
    private static final int TAR_MARK_AT = 257;

    private static final String TAR_MARK = "7573746172";

    /** Endings of names that promise text. */
    private static final Set<String> OF_TEXT = Set.of("csv", "tsv", "txt", "json", "jsonl", "ndjson");

    private static final String OLE2 = "d0cf11e0a1b11ae1";
    private static final int HEAD_BYTES = 512;

    /** Whether a file is packed by gzip, of which its first bytes tell. */
    static boolean isGzip(byte[] head) {
        return HexFormat.of().formatHex(head).startsWith(GZIP);
    }

    /** Whether a file is a ZIP archive, as workbooks are too. */
    static boolean isZip(byte[] head) {
        return HexFormat.of().formatHex(head).startsWith(ZIP);
    }

    /** Whether a file can be understood by its beginning alone, as lines of text can. */
    static boolean isOfLines(byte[] head) {
        String hex = HexFormat.of().formatHex(head);
        return !hex.startsWith(ZIP)
                && !hex.startsWith(PARQUET_MARK)
                && !start(head).startsWith("[");
    }

    static FileKind of(String fileName, Path file) {
        byte[] head = head(fileName, file);
        String hex = HexFormat.of().formatHex(head);
        String extension = extension(fileName);
        if (hex.startsWith(OLE2)) {
            throw unreadable(
                    fileName,
                    "is protected with a password, or an old Excel workbook (.xls)",
                    "Open it, save it as .xlsx without a password, and use that.");
        }
        if (hex.startsWith(ZIP)) {
            return zip(fileName, extension, file);
        }
        if (hex.startsWith(PARQUET_MARK)) {
            return PARQUET;
        }
        if (hex.startsWith(TAR_MARK, TAR_MARK_AT * 2)) {
            throw unreadable(fileName, "is a tar archive, not a table", "Unpack it, and use what is inside.");
        }
        for (Signature signature : SIGNATURES) {
            if (hex.startsWith(signature.hex())) {
                throw unreadable(fileName, "is " + signature.what() + ", not a table", signature.advice());
            }
        }
        if (extension.equals("xlsx") || extension.equals("xlsm")) {
            throw unreadable(
                    fileName,
                    "is not an Excel workbook, in spite of its name, or it is damaged",
                    "Open it in Excel and save it again; if it is a CSV file, rename it to .csv.");
        }
        requireNoMarkup(fileName, head);
        return isJson(extension, head) ? JSON : DELIMITED;
    }

    /** What a server shows people in place of a file is a page. */
    private static void requireNoMarkup(String fileName, byte[] head) {
        String start = start(head).toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head")) {
            throw unreadable(
                    fileName,
                    "is a web page, not a table",
                    "Where it comes from a link, the link leads to a page about the file, or to a login: use the address of the file"
                            + " itself.");
        }
        if (start.startsWith("<?xml")) {
            throw unreadable(fileName, "is an XML document, not a table", "Export the table as CSV or Excel.");
        }
    }

    private static FileKind zip(String fileName, String extension, Path file) {
        boolean workbook;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            workbook = zip.stream().anyMatch(entry -> entry.getName().startsWith("xl/"));
        } catch (IOException e) {
            throw damaged(fileName, e);
        }
        if (!workbook) {
            throw unreadable(fileName, "is an archive within an archive", "Unpack it, and use what is inside.");
        }
        if (OF_TEXT.contains(extension)) {
            throw unreadable(
                    fileName, "is an Excel workbook, in spite of its name", "Rename it so that it ends in .xlsx.");
        }
        return WORKBOOK;
    }

    private static boolean isJson(String extension, byte[] head) {
        String start = start(head);
        boolean looksSo = start.startsWith("{") || start.startsWith("[");
        return switch (extension) {
            case "json", "jsonl", "ndjson" -> start.isEmpty() || looksSo;
            case "csv", "tsv", "txt" -> false;
            // A log, or an address without an ending.
            default -> start.startsWith("{\"") || start.startsWith("[{");
        };
    }

    private static String start(byte[] head) {
        return new String(head, StandardCharsets.UTF_8).replace("\ufeff", "").strip();
    }

    static byte[] head(String fileName, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_BYTES);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_INTERRUPTED, fileName + " could not be read from the worker's disk.", e);
        }
    }

    static String extension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    static MillraceException damaged(String fileName, Exception cause) {
        return new MillraceException(
                ErrorCode.SOURCE_UNREADABLE,
                fileName + " is damaged: it can't be opened. Open it in the program that made it, save it again, and"
                        + " use that.",
                cause);
    }

    static MillraceException unreadable(String fileName, String what, String advice) {
        return new MillraceException(ErrorCode.SOURCE_UNREADABLE, fileName + " " + what + ". " + advice);
    }

    static MillraceException empty(String fileName) {
        return new MillraceException(
                ErrorCode.SOURCE_EMPTY, fileName + " is empty. Use a file with a header and at least one row.");
    }
}
