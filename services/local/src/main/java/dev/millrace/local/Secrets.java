package dev.millrace.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.function.Function;

/**
 * The passwords and keys of one data folder. Each is made when it is first asked for and kept in a file that only its
 * owner can read.
 */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;

    private final Path file;
    private final Properties values = new Properties();

    Secrets(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            } catch (IOException e) {
                throw new ServerFailedException("Could not read " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /** Letters, digits, minus and underscore only: safe in JSON, in URLs and on command lines. */
    String password(String name) {
        return value(name, bytes -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** A key of 32 bytes in base64. */
    String key(String name) {
        return value(name, bytes -> Base64.getEncoder().encodeToString(bytes));
    }

    Login login(String user) {
        return new Login(user, password("postgres." + user));
    }

    private synchronized String value(String name, Function<byte[], String> encoding) {
        String known = values.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        String made = encoding.apply(bytes);
        values.setProperty(name, made);
        save();
        return made;
    }

    private void save() {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(partial)) {
                values.store(writer, "Passwords and keys of this data folder. Without them its data can't be opened.");
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
