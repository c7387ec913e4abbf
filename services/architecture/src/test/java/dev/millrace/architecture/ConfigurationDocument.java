package dev.millrace.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be set, as it is written down for people and as the services know it when they start. */
final class ConfigurationDocument {

    /** Of the launcher, the build and the tests: no service reads them, each sees them. */
    private static final List<String> OF_TOOLS = List.of(
            "MILLRACE_CACHE",
            "MILLRACE_CHROMIUM",
            "MILLRACE_CONFORMANCE",
            "MILLRACE_CONNECTOR_CLIENT_SECRET",
            "MILLRACE_CONSOLE_CLIENT_SECRET",
            "MILLRACE_DATA",
            "MILLRACE_E2E_MAILBOX",
            "MILLRACE_E2E_PRODUCT",
            "MILLRACE_EVALUATION_IMAGES",
            "MILLRACE_IMAGE_AOT",
            "MILLRACE_IMAGE_BASE",
            "MILLRACE_IMAGE_FOLDER",
            "MILLRACE_IMAGE_PROJECT",
            "MILLRACE_IMAGE_VERSION",
            "MILLRACE_NATIVE_BUILDER",
            "MILLRACE_PORT_OFFSET",
            "MILLRACE_REPORTING_CLIENT_SECRET",
            "MILLRACE_SYNC_WORKER_CLIENT_SECRET",
            "MILLRACE_TENANT_MANAGEMENT_CLIENT_SECRET",
            "MILLRACE_TERRAFORM_PLUGINS",
            "MILLRACE_TRANSFORM_CLIENT_SECRET",
            "millrace.basedir",
            "millrace.configuration",
            "millrace.contract",
            "millrace.test-stack.kafka.port",
            "millrace.test-stack.postgres.password",
            "millrace.test-stack.postgres.port",
            "millrace.test-tokens.private-key",
            "millrace.test-tokens.public-key",
            "millrace.faults.kills",
            "millrace.faults.seed");

    private static final String TABLE = "| variable, key | type | default | meaning |\n|---|---|---|---|\n";

    private final Path services;
    private final Map<String, List<ConfigurationSetting>> settings = new LinkedHashMap<>();

    ConfigurationDocument(Path services) throws IOException {
        this.services = services;
        settings.put("tls", ConfigurationMappings.in(services.resolve("shared/tls"), Map.of()));
        settings.put("topics", ConfigurationMappings.in(services.resolve("shared/commands"), Map.of()));
        add("platform", "shared/platform", "META-INF/microprofile-config.properties");
        for (String service :
                List.of("tenant-management", "connector", "sync-worker", "transform", "reporting", "console")) {
            add(service, service, "application.properties");
        }
    }

    private void add(String name, String folder, String properties) throws IOException {
        Path module = services.resolve(folder);
        PropertyFile file =
                PropertyFile.read(module.resolve("src/main/resources").resolve(properties));
        if (!file.undocumented().isEmpty()) {
            throw new IllegalStateException("Say what these are for in %s, before the line, as '## [type] meaning': %s"
                    .formatted(module.resolve(properties), file.undocumented()));
        }
        List<ConfigurationSetting> all = new ArrayList<>(ConfigurationMappings.in(module, file.aliases()));
        Set<String> keys = all.stream()
                .map(ConfigurationSetting::key)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        file.aliases().keySet().stream()
                .filter(key -> !keys.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalStateException(key + " is set in " + module + " and is in no @ConfigMapping");
                });
        settings.put(
                name, Stream.concat(file.variables().stream(), all.stream()).toList());
    }

    /** All settings of all services. */
    Stream<ConfigurationSetting> settings() {
        return settings.values().stream().flatMap(List::stream);
    }

    /** The document: the template with a table for each {@code {{module}}}. */
    String markdown(String template) {
        String document = template;
        for (Map.Entry<String, List<ConfigurationSetting>> section : settings.entrySet()) {
            String rows =
                    section.getValue().stream().map(ConfigurationSetting::row).collect(Collectors.joining("\n"));
            document = document.replace("{{" + section.getKey() + "}}", TABLE + rows);
        }
        return document;
    }

    /** Every name that may be set, one a line: keys and variables of all services, which may share an environment. */
    String knownNames() {
        Set<String> names = new TreeSet<>(Comparator.naturalOrder());
        names.addAll(OF_TOOLS);
        settings().forEach(setting -> {
            names.add(setting.variable());
            setting.key().ifPresent(key -> {
                names.add(key);
                names.add(ConfigurationMappings.variable(key));
            });
        });
        return names.stream().map(name -> name + "\n").collect(Collectors.joining());
    }

    /** What a file has now; nothing when there is none. */
    static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
