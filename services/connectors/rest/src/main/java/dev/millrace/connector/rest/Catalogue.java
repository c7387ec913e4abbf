package dev.millrace.connector.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The manifests that come with the product: each file {@code manifests/<name>.yaml} is the connector of that name. */
public final class Catalogue {

    private static final String FOLDER = "manifests/";
    private static final String ENDING = ".yaml";

    private Catalogue() {}

    /** A source for each of them, by name. */
    public static List<RestSource> sources() {
        return names().stream().map(name -> new RestSource(name, text(name))).toList();
    }

    static String text(String name) {
        try (InputStream file = Catalogue.class.getResourceAsStream("/" + FOLDER + name + ENDING)) {
            if (file == null) {
                throw new IllegalArgumentException("no manifest is named " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names() {
        try {
            Path place = Path.of(Catalogue.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isDirectory(place) ? inFolder(place.resolve(FOLDER)) : inJar(place);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the jar of the connector has no path", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return named(files.map(file -> file.getFileName().toString()));
        }
    }

    private static List<String> inJar(Path jar) throws IOException {
        try (ZipFile files = new ZipFile(jar.toFile())) {
            return named(files.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(FOLDER))
                    .map(name -> name.substring(FOLDER.length())));
        }
    }

    private static List<String> named(Stream<String> files) {
        return files.filter(file -> file.endsWith(ENDING))
                .map(file -> file.substring(0, file.length() - ENDING.length()))
                .sorted()
                .toList();
    }
}
