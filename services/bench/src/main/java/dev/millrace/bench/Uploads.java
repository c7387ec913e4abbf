package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Somebody uploads the same file again and again: what was answered with an id is there whole, and nothing else is. */
final class Uploads implements Question {

    private static final int LINES = 100_000;

    private final LocalPlatform platform;
    private final Product product;
    private final Path file;
    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    /** @param folder for the file */
    Uploads(LocalPlatform platform, Product product, Path folder) {
        this.platform = platform;
        this.product = product;
        this.file = folder.resolve("upload.csv");
        try {
            Files.writeString(
                    file,
                    IntStream.range(0, LINES)
                            .mapToObj(n -> n + ",reading " + n + "\n")
                            .collect(Collectors.joining("", "id,note\n", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String title() {
        return "an upload";
    }

    @Override
    public void ask() {
        kept.add(product.upload(file));
    }

    @Override
    public void verify() {
        Set<String> there = new HashSet<>();
        try (Stream<Path> paths = Files.walk(platform.dataFolder("connector").toRealPath())) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                there.add(path.getFileName().toString());
                if (Files.mismatch(path, file) >= 0) {
                    throw new IllegalStateException("The upload " + path + " is not what was sent.");
                }
            }
            long noted = new Server(platform.postgres()).number("connector", "select count(*) from uploads");
            if (!there.equals(kept) || noted != kept.size()) {
                throw new IllegalStateException("Of " + kept.size() + " uploads that were answered with an id, "
                        + there.size() + " files and " + noted + " rows are there.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
