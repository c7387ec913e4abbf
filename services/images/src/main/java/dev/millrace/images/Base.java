package dev.millrace.images;

import java.nio.file.Path;

/** What an image begins with: something that has a {@code java} on its path. */
sealed interface Base {

    /** An image in a registry, such as {@code gcr.io/distroless/java25-debian13:nonroot}, best with its digest. */
    record Registry(String reference) implements Base {}

    /** An image in a file, as {@code docker save} and {@code skopeo} write it. */
    record Archive(Path file) implements Base {}

    /** A folder that becomes the root of the image, where no image can be fetched. */
    record Root(Path folder) implements Base {}

    /** As it is written on a command line: {@code tar:file}, {@code root:folder}, or a reference. */
    static Base parse(String text) {
        if (text.startsWith("tar:")) {
            return new Archive(Path.of(text.substring("tar:".length())));
        }
        if (text.startsWith("root:")) {
            return new Root(Path.of(text.substring("root:".length())));
        }
        return new Registry(text);
    }
}
