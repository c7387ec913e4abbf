package dev.millrace.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The files of an image in a folder, with the times that a container engine gives them, so that the image's own Java can be run on
 * them without one. Linux only: the folder becomes the root of a process in namespaces of the caller's own user.
 *
 * @param root the folder
 * @param java where the image's Java is, as it is named within the image
 */
record UnpackedImage(Path root, String java) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of("/");
    private static final int OWNER_EXECUTES = 0100;

    /** How a layer says that a file of the layers below is gone, or all files of a folder. See the OCI image specification, layer.md. */
    private static final String REMOVED = ".wh.";

    private static final String EMPTIED = ".wh..wh..opq";

    /**
     * Devices, processes and shared folders are those of this machine, at the same places; the process ends with its parent. Only
     * what the arguments say reaches Java.
     */
    private static final String ENTER = """
            set -eu
            root=$1
            shift
            # Java looks for the mount that a file is on.
            mount --rbind "$root" "$root"
            for place in /dev /proc; do
              mkdir -p "$root$place"
              mount --rbind "$place" "$root$place"
            done
            while [ "$1" != -- ]; do
              mkdir -p "$root$1"
              mount --rbind "$1" "$root$1"
              shift
            done
            shift
            unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
            exec setpriv --pdeathsig KILL chroot "$root" "$@"
            """;

    /** Unpacks an archive that {@link ServiceImage} has written into a folder that is not there yet. */
    static UnpackedImage of(Path archive, Path folder) throws IOException {
        Path layout = folder.resolve("layout").toAbsolutePath();
        Path root = folder.resolve("root").toAbsolutePath();
        extract(Files.newInputStream(archive), layout);
        JsonNode index = JSON.readTree(layout.resolve("index.json").toFile());
        JsonNode manifest =
                JSON.readTree(blob(layout, index.path("manifests").path(0)).toFile());
        for (JsonNode layer : manifest.path("layers")) {
            String kind = layer.path("mediaType").asText();
            if (!kind.endsWith("gzip")) {
                throw new IllegalStateException("The base has a layer of the kind " + kind
                        + ", which can't be unpacked here. MILLRACE_IMAGE_AOT=no makes images without a cache.");
            }
            extract(new GZIPInputStream(Files.newInputStream(blob(layout, layer))), root);
        }
        JsonNode config = JSON.readTree(blob(layout, manifest.path("config")).toFile());
        delete(layout);
        Files.createDirectories(root.resolve("tmp"));
        return new UnpackedImage(root, java(root, config));
    }

    private static Path blob(Path layout, JsonNode descriptor) {
        return layout.resolve("blobs")
                .resolve(descriptor.path("digest").asText().replace(':', '/'));
    }

    private static String java(Path root, JsonNode config) {
        for (JsonNode variable : config.path("config").path("Env")) {
            String[] parts = variable.asText().split("=", 2);
            if (!parts[0].equals("PATH")) {
                continue;
            }
            for (String place : parts[1].split(":", -1)) {
                Path java = Path.of(place, "java");
                if (Files.exists(root.resolve(ROOT.relativize(java)), LinkOption.NOFOLLOW_LINKS)) {
                    return java.toString();
                }
            }
        }
        throw new IllegalStateException("The base has no java on its path.");
    }

    /** What runs the image's Java on its files, as a command of this machine. The environment is the caller's. */
    List<String> command(List<Path> shared, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", ENTER, "enter", root.toString()));
        shared.forEach(folder -> command.add(folder.toString()));
        command.add("--");
        command.add(java);
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** How a program ended, and what it said. */
    record Ended(int status, String output) {}

    /** Runs the image's Java to its end. */
    Ended run(List<String> arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(List.of(), arguments))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /** Where a file of the image is on this machine. */
    Path file(String place) {
        return root.resolve(ROOT.relativize(Path.of(place)));
    }

    /** Later layers replace and remove what earlier ones brought. */
    private static void extract(InputStream packed, Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<Path, FileTime> folders = new LinkedHashMap<>();
        try (TarArchiveInputStream entries = new TarArchiveInputStream(new BufferedInputStream(packed))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path target = within(folder, entry.getName());
                String name = String.valueOf(target.getFileName());
                if (name.equals(EMPTIED)) {
                    emptied(parent(target));
                } else if (name.startsWith(REMOVED)) {
                    delete(target.resolveSibling(name.substring(REMOVED.length())));
                } else if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    folders.put(target, entry.getLastModifiedTime());
                } else {
                    Files.createDirectories(parent(target));
                    Files.deleteIfExists(target);
                    write(entry, entries, folder, target);
                }
            }
        }
        for (Map.Entry<Path, FileTime> each : folders.entrySet()) {
            Files.setLastModifiedTime(each.getKey(), each.getValue());
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path folder, Path target) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, within(folder, entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, target);
            Files.setPosixFilePermissions(
                    target,
                    PosixFilePermissions.fromString(
                            (entry.getMode() & OWNER_EXECUTES) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
            Files.setLastModifiedTime(target, entry.getLastModifiedTime());
        }
        // Devices are this machine's.
    }

    /** No file of an image gets out of the folder, not by its name and not by a link that came before it. */
    private static Path within(Path folder, String name) throws IOException {
        Path target = folder.resolve(name.replaceFirst("^/+", "")).normalize();
        Path existing = target.equals(folder) ? folder : parent(target);
        while (!Files.exists(existing)) {
            existing = parent(existing);
        }
        if (!target.startsWith(folder) || !existing.toRealPath().startsWith(folder.toRealPath())) {
            throw new IllegalStateException("The image has a file outside of it: " + name);
        }
        return target;
    }

    /** A folder that is there and empty. */
    static Path emptied(Path folder) throws IOException {
        delete(folder);
        return Files.createDirectories(folder);
    }

    static void delete(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "a file is in a folder");
    }
}
