package dev.millrace.cli.singer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.singer.PartLimits;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the target is told in its configuration file.
 *
 * @param url of Millrace
 * @param apiKey of an editor
 * @param tenant the workspace
 * @param source the name of the source that the rows come to; it is made when there is none
 * @param limits of a part
 * @param patience how long Millrace may not answer, as when it restarts
 */
public record TargetSettings(
        URI url, String apiKey, TenantId tenant, String source, PartLimits limits, Duration patience) {

    private static final String API_KEY_VARIABLE = "MILLRACE_API_KEY";
    private static final List<String> KNOWN =
            List.of("url", "api_key", "tenant", "source", "part_megabytes", "part_seconds", "retry_seconds");
    private static final int LONGEST_NAME = 120;
    private static final long MEGABYTE = 1_000_000;
    private static final int USUAL_PART_MEGABYTES = 256;
    private static final int USUAL_PART_SECONDS = 300;
    private static final int USUAL_RETRY_SECONDS = 300;

    /** Reads the file. */
    public static TargetSettings read(Path file, Map<String, String> environment) {
        try {
            return of(new ObjectMapper().readTree(Files.readString(file)), environment);
        } catch (JsonProcessingException e) {
            throw wrong("The configuration " + file + " is no JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "The configuration " + file + " can't be read.", e);
        }
    }

    static TargetSettings of(JsonNode file, Map<String, String> environment) {
        if (!file.isObject()) {
            throw wrong("The configuration is no JSON object.");
        }
        file.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw wrong("The configuration has \"" + name + "\", which is not one of "
                        + String.join(", ", new TreeSet<>(KNOWN)) + ".");
            }
        });
        String name = text(file, "source", "the name of the source that the rows come to");
        if (name.length() > LONGEST_NAME) {
            throw wrong("\"source\" is longer than " + LONGEST_NAME + " characters. Choose a shorter name.");
        }
        return new TargetSettings(
                url(text(file, "url", "the address of Millrace")),
                file.path("api_key").asText("").isBlank()
                        ? environmentKey(environment)
                        : file.path("api_key").asText(),
                tenant(text(file, "tenant", "the workspace: what follows /w/ in the address of its pages")),
                name,
                new PartLimits(
                        number(file, "part_megabytes", USUAL_PART_MEGABYTES, 1, 4_000) * MEGABYTE,
                        Duration.ofSeconds(number(file, "part_seconds", USUAL_PART_SECONDS, 1, 86_400))),
                Duration.ofSeconds(number(file, "retry_seconds", USUAL_RETRY_SECONDS, 0, 86_400)));
    }

    private static String environmentKey(Map<String, String> environment) {
        String key = environment.get(API_KEY_VARIABLE);
        if (key == null || key.isBlank()) {
            throw wrong("There is no API key. Make one for an editor in the workspace's settings, and give it as "
                    + API_KEY_VARIABLE + " or as \"api_key\" of the configuration.");
        }
        return key;
    }

    private static String text(JsonNode file, String name, String what) {
        String value = file.path(name).asText("").strip();
        if (value.isEmpty()) {
            throw wrong("The configuration has no \"" + name + "\": " + what + ".");
        }
        return value;
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text.replaceAll("/+$", ""));
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException ignored) {
            // Said below.
        }
        throw wrong("\"url\" is no address: \"" + text + "\". It looks like https://millrace.example.com.");
    }

    private static TenantId tenant(String text) {
        try {
            return TenantId.fromString(text);
        } catch (IllegalArgumentException e) {
            throw wrong("\"tenant\" is no id of a workspace: \"" + text
                    + "\". It is what follows /w/ in the address of the workspace's pages.");
        }
    }

    private static long number(JsonNode file, String name, int usual, int least, int most) {
        JsonNode value = file.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return usual;
        }
        if (!value.canConvertToExactIntegral() || value.asLong() < least || value.asLong() > most) {
            throw wrong("\"" + name + "\" has to be a whole number from " + least + " to " + most + ".");
        }
        return value.asLong();
    }

    private static MillraceException wrong(String message) {
        return new MillraceException(ErrorCode.INVALID_CONFIGURATION, message);
    }

    @Override
    public String toString() {
        return "TargetSettings[" + url + ", " + tenant + ", " + source + "]";
    }
}
