package dev.millrace.console.export;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP whose last entry, {@code manifest.json}, names all others with their sizes and SHA-256. */
final class WorkspaceArchive implements AutoCloseable {

    private static final int FORMAT = 1;

    private final ZipOutputStream zip;
    private final JsonArray files = new JsonArray();

    WorkspaceArchive(OutputStream out) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /** What an entry holds. */
    @FunctionalInterface
    interface Content {

        /** Writes it, and leaves the stream open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Adds an entry. */
    void add(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        MessageDigest digest = sha256();
        CountingOutputStream counted = new CountingOutputStream(new DigestOutputStream(zip, digest));
        content.writeTo(counted);
        zip.closeEntry();
        zip.flush();
        files.add(new JsonObject()
                .put("name", name)
                .put("sizeBytes", counted.bytes())
                .put("sha256", HexFormat.of().formatHex(digest.digest())));
    }

    /** Adds the manifest and ends the archive. */
    void finish(JsonObject tenant, Instant at) throws IOException {
        zip.putNextEntry(new ZipEntry("manifest.json"));
        zip.write(new JsonObject()
                .put("format", FORMAT)
                .put("tenantId", tenant.getString("id"))
                .put("tenantName", tenant.getString("name"))
                .put("exportedAt", at.toString())
                .put("files", files)
                .encodePrettily()
                .getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }

    /** The name of an entry for a table, whose own name may hold anything. */
    static String tableEntry(String schema, String table) {
        return "tables/" + plain(schema) + "/" + plain(table) + ".csv";
    }

    private static String plain(String name) {
        return name.replaceAll("[/\\\\\\p{Cntrl}]", "_").replace("..", "_");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Lets go of the compressor's memory; the answer itself stays open. */
    @Override
    public void close() throws IOException {
        zip.close();
    }
}
