package dev.millrace.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Millrace can be set by: keys such as {@code millrace.connector.runs.lease}, and environment variables. A name that
 * is none of them sets nothing, so a service that finds one says so instead of starting without it. The names are those of all
 * services, which may share one environment; {@code make docs} writes them from the configuration classes.
 */
public final class KnownSettings {

    private static final String KEY = "millrace.";
    private static final String VARIABLE = "MILLRACE_";
    private static final Pattern PROFILE = Pattern.compile("^%[^.]+\\.");

    /** What Kubernetes tells every container of a service whose name begins so: https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*_SERVICE_HOST|.*_SERVICE_PORT(_.*)?|.*_PORT_\\d+_(TCP|UDP|SCTP)(_.*)?");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    /** What was once, and what is in its place. */
    private static final Map<String, String> REPLACED = Map.of(
            "MILLRACE_TRACES_OFF", "MILLRACE_TRACES_SHARE",
            "MILLRACE_SYNC_WORKER_MAX_UPLOAD_BYTES", "MILLRACE_UPLOADS_LARGEST",
            "millrace.sync-worker.max-upload-bytes", "millrace.sync-worker.largest-uploads");

    private final Set<String> names;

    private KnownSettings(Set<String> names) {
        this.names = names;
    }

    /** Those of this version. */
    public static KnownSettings load() {
        try (InputStream list = Objects.requireNonNull(
                        KnownSettings.class.getResourceAsStream("known-settings.txt"), "the list is in the same jar");
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return new KnownSettings(lines.lines().collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is wrong with the names of what was set, for whoever set it; empty when nothing is.
     *
     * @param given all that was set, by whatever name; names that are not ours do not matter. No value is told
     */
    public Optional<String> complaint(Map<String, String> given) {
        Set<String> complaints = new TreeSet<>();
        given.forEach((name, value) -> {
            String plain = PROFILE.matcher(name).replaceFirst("");
            if (isOurs(plain) && !names.contains(plain) && !isServiceLink(plain, value)) {
                complaints.add(describe(plain));
            }
        });
        return complaints.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" ", complaints) + " docs/configuration.md lists all settings.");
    }

    private static boolean isOurs(String name) {
        return name.startsWith(KEY) || name.startsWith(VARIABLE);
    }

    private static boolean isServiceLink(String name, String value) {
        return SERVICE_LINK.matcher(name).matches()
                || (name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches());
    }

    private String describe(String name) {
        String replacement = REPLACED.get(name);
        return replacement == null
                ? "There is no setting %s. Did you mean %s?".formatted(name, nearest(name))
                : "The setting %s is no more. Use %s instead.".formatted(name, replacement);
    }

    private String nearest(String name) {
        String kind = name.startsWith(KEY) ? KEY : VARIABLE;
        return names.stream()
                .filter(known -> known.startsWith(kind))
                .min(Comparator.comparingInt((String known) -> distance(name, known))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** How many letters must be added, left out or changed (Levenshtein). */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            before[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[other.length() + 1];
            current[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int changed = before[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(changed, 1 + Math.min(before[column], current[column - 1]));
            }
            before = current;
        }
        return before[other.length()];
    }
}
