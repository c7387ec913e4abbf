package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A REST API that a manifest describes. */
public final class RestSource implements Source {

    private final Manifest manifest;
    private final ConnectionForm form;
    private final List<String> recommended;
    private final ConnectorSpec spec;

    /**
     * The source of a manifest. Its tile is what the manifest says under {@code metadata.tile}: {@code title}, {@code summary}, {@code
     * category}, {@code colour}, {@code initials}, {@code keywords}, and {@code recommended}, the streams that most people want.
     *
     * @param name of the connector: {@code github}
     * @param text of the manifest
     * @throws MillraceException with {@code INVALID_CONFIGURATION} naming all that is wrong with the manifest
     */
    public RestSource(String name, String text) {
        this.manifest = Manifest.parse(text);
        Map<String, Object> tile =
                Tree.mapOrEmpty(Tree.mapOrEmpty(manifest.field("metadata")).get("tile"));
        this.form = new ConnectionForm(
                Tree.mapOrEmpty(Tree.mapOrEmpty(manifest.field("spec")).get("connection_specification")),
                manifest.find(RenewedFields::in),
                ManifestAuthorisation.of(manifest).orElse(Map.of()));
        this.recommended = texts(tile, "recommended");
        String title = String.valueOf(tile.getOrDefault("title", name));
        this.spec = new ConnectorSpec(
                name,
                title,
                String.valueOf(tile.getOrDefault("summary", "Read " + title + " by its API.")),
                String.valueOf(tile.getOrDefault("category", "saas")),
                String.valueOf(tile.getOrDefault("colour", "#334155")),
                String.valueOf(tile.getOrDefault("initials", title.substring(0, 1))),
                texts(tile, "keywords"),
                form.schema());
    }

    /** The source of a manifest that a tenant has written: the log of a run tells its author what is requested. */
    public static Source ofTenant(String name, String text) {
        RestSource source = new RestSource(name, text);
        return new Source() {
            @Override
            public ConnectorSpec spec() {
                return source.spec();
            }

            @Override
            public boolean mostlyWaits() {
                return source.mostlyWaits();
            }

            @Override
            public SourceSession open(SourceContext context) {
                return source.open(context, true);
            }
        };
    }

    private static List<String> texts(Map<String, Object> tile, String field) {
        return Tree.listOf(tile.get(field)).stream().map(String::valueOf).toList();
    }

    @Override
    public ConnectorSpec spec() {
        return spec;
    }

    @Override
    public boolean mostlyWaits() {
        return true;
    }

    @Override
    public SourceSession open(SourceContext context) {
        return open(context, false);
    }

    /** @param tellsRequests whether the log of the run names what is requested, for the author of the manifest */
    SourceSession open(SourceContext context, boolean tellsRequests) {
        Map<String, Object> filled = filled(context.configuration());
        return new RestSession(
                manifest,
                configuration(filled),
                recommended,
                context,
                new KeptCredentials(form, filled, context.credentials()),
                tellsRequests);
    }

    Manifest manifest() {
        return manifest;
    }

    ConnectionForm form() {
        return form;
    }

    /** What a person has filled in. */
    static Map<String, Object> filled(String json) {
        try {
            return Tree.mapOrEmpty(Json.read(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "The configuration is no JSON. Connect the source anew.", e);
        }
    }

    /** The same as the manifest sees it. */
    Map<String, Object> configuration(Map<String, Object> filled) {
        Map<String, Object> configuration = form.configuration(filled);
        List<String> missing = form.missing(configuration);
        if (!missing.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The configuration lacks " + String.join(", ", missing) + ". Fill it in.");
        }
        return configuration;
    }
}
