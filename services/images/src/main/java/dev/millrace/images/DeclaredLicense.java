package dev.millrace.images;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A licence as the author of a library tells it.
 *
 * @param name in the author's words: an SPDX id, an SPDX expression or anything else
 * @param url where the author says it can be read
 */
record DeclaredLicense(@Nullable String name, @Nullable String url) {

    DeclaredLicense {
        name = text(name);
        url = text(url);
        if (name == null && url == null) {
            throw new IllegalArgumentException("A licence needs a name or a URL.");
        }
    }

    /** Nothing where neither is said. */
    static Optional<DeclaredLicense> of(@Nullable String name, @Nullable String url) {
        return text(name) == null && text(url) == null ? Optional.empty() : Optional.of(new DeclaredLicense(name, url));
    }

    private static @Nullable String text(@Nullable String declared) {
        return declared == null || declared.isBlank() ? null : declared.strip().replaceAll("\\s+", " ");
    }
}
