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
import java.util.zip.ZipFile;

/** What a file is, by its content; its name only decides between texts. */
enum FileKind {
    DELIMITED,
    WORKBOOK,
    JSON;

    /** The first bytes of files that people upload by mistake (the formats' own specifications). */
    private record Signature(String hex, String what, String advice) {}

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("255044462d", "a PDF document", "Export the table as CSV or Excel, and upload that."),
            new Signature("89504e47", "a picture", "Upload the table itself, as CSV or Excel."),
            new Signature("ffd8ff", "a picture", "Upload the table itself, as CSV or Excel."),
            new Signature("47494638", "a picture", "Upload the table itself, as CSV or Excel."),
            new Signature("1f8b", "compressed with gzip", "Unpack it, and upload what is inside."),
            new Signature("425a68", "compressed with bzip2", "Unpack it, and upload what is inside."),
            new Signature("28b52ffd", "compressed with zstd", "Unpack it, and upload what is inside."),
            new Signature("377abcaf271c", "a 7z archive", "Unpack it, and upload what is inside."),
            new Signature("526172211a07", "a RAR archive", "Unpack it, and upload what is inside."),
            new Signature("50415231", "a Parquet file", "Export it as CSV, and upload that."),
            new Signature("53514c69746520666f726d61742033", "an SQLite database", "Export its tables as CSV."),
            new Signature("7f454c46", "a program", "Upload a table, as CSV or Excel."),
            new Signature("4d5a", "a program", "Upload a table, as CSV or Excel."));

    private static final String ZIP = "504b0304";
    private static final String OLE2 = "d0cf11e0a1b11ae1";
    private static final int HEAD_BYTES = 512;

    static FileKind of(String fileName, Path file) {
        byte[] head = head(fileName, file);
        String hex = HexFormat.of().formatHex(head);
        String extension = extension(fileName);
        if (hex.startsWith(OLE2)) {
            throw unreadable(
                    fileName,
                    "is protected with a password, or an old Excel workbook (.xls)",
                    "Open it, save it as .xlsx without a password, and upload it again.");
        }
        if (hex.startsWith(ZIP)) {
            return zip(fileName, extension, file);
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
        return isJson(extension, head) ? JSON : DELIMITED;
    }

    private static FileKind zip(String fileName, String extension, Path file) {
        boolean workbook;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            workbook = zip.stream().anyMatch(entry -> entry.getName().startsWith("xl/"));
        } catch (IOException e) {
            throw damaged(fileName, e);
        }
        if (!workbook) {
            throw unreadable(fileName, "is a ZIP archive, not a table", "Unpack it, and upload what is inside.");
        }
        if (!extension.equals("xlsx") && !extension.equals("xlsm")) {
            throw unreadable(
                    fileName,
                    "is an Excel workbook, in spite of its name",
                    "Rename it so that it ends in .xlsx, and upload it again.");
        }
        return WORKBOOK;
    }

    private static boolean isJson(String extension, byte[] head) {
        if (!List.of("json", "jsonl", "ndjson").contains(extension)) {
            return false;
        }
        String start =
                new String(head, StandardCharsets.UTF_8).replace("\ufeff", "").strip();
        return start.isEmpty() || start.startsWith("{") || start.startsWith("[");
    }

    private static byte[] head(String fileName, Path file) {
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
                        + " upload that.",
                cause);
    }

    static MillraceException unreadable(String fileName, String what, String advice) {
        return new MillraceException(ErrorCode.SOURCE_UNREADABLE, fileName + " " + what + ". " + advice);
    }

    static MillraceException empty(String fileName) {
        return new MillraceException(
                ErrorCode.SOURCE_EMPTY, fileName + " is empty. Upload a file with a header and at least one row.");
    }
}
