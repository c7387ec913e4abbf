package dev.millrace.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.license.Acknowledgement;
import org.cyclonedx.model.license.Expression;
import org.cyclonedx.util.LicenseResolver;

/** Declared licences as CycloneDX writes them: by their ids on SPDX' list, and as they were declared where they have none there. */
final class SpdxLicenses {

    /** Of an id, what comes before its version, and the version's first number. */
    private static final Pattern VERSIONED = Pattern.compile("(.*?)(\\d+)\\.\\d+.*");

    private static final Set<String> OPERATORS = Set.of("AND", "OR", "WITH");

    /** Licenses and exceptions, which CycloneDX' schema has in one list. */
    private final Set<String> listed = new TreeSet<>();

    private final Map<String, Set<String>> idsByPage = new HashMap<>();

    SpdxLicenses() {
        resource("/spdx.schema.json").path("enum").forEach(id -> listed.add(id.asText()));
        for (JsonNode license : resource("/licenses/licenses.json").path("licenses")) {
            if (!license.path("isDeprecatedLicenseId").asBoolean()) {
                license.path("seeAlso")
                        .forEach(url -> idsByPage
                                .computeIfAbsent(page(url.asText()), page -> new TreeSet<>())
                                .add(license.path("licenseId").asText()));
            }
        }
    }

    /**
     * What one component is licensed by: one expression, or each of the declared licences.
     *
     * @param declared at least one
     */
    LicenseChoice choice(List<DeclaredLicense> declared) {
        LicenseChoice choice = new LicenseChoice();
        Optional<String> expression = declared.size() == 1 ? expression(declared.getFirst()) : Optional.empty();
        expression.ifPresentOrElse(
                text -> {
                    Expression whole = new Expression(text);
                    whole.setAcknowledgement(Acknowledgement.DECLARED);
                    choice.setExpression(whole);
                },
                () -> declared.forEach(each -> choice.addLicense(license(each))));
        return choice;
    }

    private License license(DeclaredLicense declared) {
        License license = new License();
        license.setAcknowledgement(Acknowledgement.DECLARED);
        license.setUrl(declared.url());
        id(declared)
                .ifPresentOrElse(
                        license::setId,
                        () -> license.setName(declared.name() == null ? declared.url() : declared.name()));
        return license;
    }

    private Optional<String> id(DeclaredLicense declared) {
        Optional<String> named = Optional.ofNullable(declared.name())
                .flatMap(name -> resolved(name)
                        .map(LicenseChoice::getLicenses)
                        .map(licenses -> licenses.getFirst().getId())
                        .filter(id -> saysItsVersion(name, id)));
        return named.or(() -> Optional.ofNullable(declared.url())
                .map(url -> idsByPage.getOrDefault(page(url), Set.of()))
                // Some pages are those of several licences, such as "only" and "or later".
                .filter(ids -> ids.size() == 1)
                .map(ids -> ids.iterator().next()));
    }

    /** The library takes some names without a version for those of a first version: "Apache License" for Apache-1.0. */
    private boolean saysItsVersion(String name, String id) {
        Matcher version = VERSIONED.matcher(id);
        return !version.matches()
                || name.contains(version.group(2))
                || listed.stream()
                                .filter(other -> other.startsWith(version.group(1)))
                                .count()
                        == 1;
    }

    private Optional<String> expression(DeclaredLicense declared) {
        return Optional.ofNullable(declared.name())
                .flatMap(name -> resolved(name)
                        .map(LicenseChoice::getExpression)
                        .map(Expression::getValue)
                        .or(() -> Optional.of(name).filter(this::isExpression)));
    }

    /** At least one operator between ids of the list. */
    private boolean isExpression(String name) {
        List<String> words = Arrays.stream(name.split("[\\s()]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        return words.size() > 2
                && words.size() % 2 == 1
                && IntStream.range(0, words.size())
                        .allMatch(each -> (each % 2 == 0 ? listed : OPERATORS).contains(words.get(each)));
    }

    private static Optional<LicenseChoice> resolved(String name) {
        return Optional.ofNullable(LicenseResolver.resolve(name, false));
    }

    /** A URL without what differs between those of one page. */
    private static String page(String url) {
        return url.toLowerCase(Locale.ROOT)
                .replaceFirst("^https?://(www\\.)?", "")
                .replaceFirst("(\\.(txt|html|php)|/)$", "");
    }

    private static JsonNode resource(String name) {
        try (InputStream content = LicenseResolver.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(content, name));
        } catch (IOException e) {
            throw new UncheckedIOException("SPDX' list of licences could not be read", e);
        }
    }
}
