package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.CredentialKeeper;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An API by a manifest that the person brings along: the manifest is a part of the source's configuration. */
public final class ManifestSource implements Source {

    private static final String MANIFEST = "manifest";
    private static final String SETTINGS = "settings";

    /** Of 274 manifests that were tried, the largest has 1.25 million. */
    private static final int MAX_CHARACTERS = 2_000_000;

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            "api-manifest",
            "Your own API",
            "Read any REST API by a manifest of your own: one page of YAML in the format of low-code connectors.",
            "saas",
            "#0f766e",
            "AP",
            List.of("rest", "http", "json", "manifest", "yaml", "low-code", "custom"),
            schema());

    private static String schema() {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("title", "Manifest");
        manifest.put(
                "description",
                "The whole text, from \"type: DeclarativeSource\" on. What is wrong in it is named with its line.");
        manifest.put("type", "string");
        manifest.put("minLength", 1);
        manifest.put("maxLength", MAX_CHARACTERS);
        manifest.put("multiline", true);
        manifest.put("order", 1);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("title", "Settings");
        settings.put(
                "description",
                "What the manifest asks for in its spec, as JSON: {\"api_key\": \"…\"}. Kept secret as a whole.");
        settings.put("type", "string");
        settings.put("default", "{}");
        settings.put("secret", true);
        settings.put("renewable", true);
        settings.put("order", 2);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        schema.put("required", List.of(MANIFEST));
        schema.put("properties", Map.of(MANIFEST, manifest, SETTINGS, settings));
        schema.put("additionalProperties", false);
        return Json.write(schema);
    }

    @Override
    public ConnectorSpec spec() {
        return SPEC;
    }

    @Override
    public SourceSession open(SourceContext context) {
        Map<String, Object> filled =
                object(context.configuration(), "The configuration is no JSON. Connect the source anew.");
        String settings = String.valueOf(filled.getOrDefault(SETTINGS, "{}"));
        Map<String, Object> own =
                object(settings, "The settings are no JSON object. Write them like {\"api_key\": \"…\"}.");
        RestSource source = new RestSource(SPEC.name(), String.valueOf(filled.get(MANIFEST)));
        return source.open(
                new SourceContext(
                        Json.write(own),
                        context.egress(),
                        context.uploads(),
                        context.temporaryFolder(),
                        context.clock(),
                        context.log(),
                        new WholeSettings(settings, own, context.credentials())),
                true);
    }

    private static Map<String, Object> object(String json, String problem) {
        try {
            if (Json.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> map) {
                return Tree.asMap(map);
            }
        } catch (IOException e) {
            throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, problem, e);
        }
        throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, problem);
    }

    /** What the API replaces in the settings replaces the settings: outside they are one field. */
    private static final class WholeSettings implements CredentialKeeper {
        private final Map<String, Object> settings;
        private final CredentialKeeper keeper;
        private String kept;

        WholeSettings(String written, Map<String, Object> settings, CredentialKeeper keeper) {
            this.kept = written;
            this.settings = Tree.copy(settings);
            this.keeper = keeper;
        }

        @Override
        public void requireTurn() {
            keeper.requireTurn();
        }

        @Override
        public synchronized void keep(List<Change> changes) {
            for (Change change : changes) {
                try {
                    Tree.put(settings, change.field(), Json.read(change.value().getBytes(StandardCharsets.UTF_8)));
                } catch (IOException e) {
                    throw new IllegalArgumentException("no JSON", e);
                }
            }
            String next = Json.write(settings);
            keeper.keep(List.of(new Change(SETTINGS, Json.write(kept), Json.write(next))));
            kept = next;
        }
    }
}
