package dev.millrace.deploychecks;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a cluster would know of an installation.
 *
 * @param folder for what pods are shown as files
 * @param secrets the values of each Secret by their keys
 * @param configurations the values of each ConfigMap by their keys
 * @param addresses of all Services, by their names
 */
record Cluster(
        Path folder,
        Map<String, Map<String, String>> secrets,
        Map<String, Map<String, String>> configurations,
        Map<String, String> addresses) {

    /** What a variable refers to; empty where there is none and there need not be one. */
    Optional<String> secret(JsonObject reference) {
        String name = reference.get("name").getAsString();
        String key = reference.get("key").getAsString();
        Optional<String> value = find(name, key);
        if (value.isEmpty()
                && !(reference.has("optional") && reference.get("optional").getAsBoolean())) {
            throw missing(name, key);
        }
        return value;
    }

    private Optional<String> find(String name, String key) {
        return Optional.ofNullable(secrets.get(name)).flatMap(secret -> Optional.ofNullable(secret.get(key)));
    }

    private static CheckFailedException missing(String name, String key) {
        return new CheckFailedException("There is no key " + key + " in a Secret " + name);
    }

    /** Writes what a volume shows of a Secret into a folder. */
    Path secret(JsonObject volume, String folderName) throws IOException {
        String name = volume.get("secretName").getAsString();
        Map<String, String> files = new HashMap<>();
        for (JsonObject item : Manifest.elements(volume, "items").toList()) {
            String key = item.get("key").getAsString();
            files.put(item.get("path").getAsString(), find(name, key).orElseThrow(() -> missing(name, key)));
        }
        return files(files, folderName);
    }

    /** Writes all of a ConfigMap into a folder. */
    Path configuration(String name, String folderName) throws IOException {
        return files(
                Optional.ofNullable(configurations.get(name))
                        .orElseThrow(() -> new CheckFailedException("There is no ConfigMap " + name)),
                folderName);
    }

    /** The user of a pod can read them too. */
    private Path files(Map<String, String> contents, String folderName) throws IOException {
        Path files = Files.createDirectories(folder.resolve(folderName));
        Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Map.Entry<String, String> content : contents.entrySet()) {
            Path file = Files.writeString(files.resolve(content.getKey()), content.getValue());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        return files;
    }

    /** Writes a pod's {@code /etc/hosts}: its own name and those of all Services. */
    Path hosts(String pod, String address) throws IOException {
        return Files.writeString(
                folder.resolve(pod + "-hosts"),
                addresses.entrySet().stream()
                        .map(name -> name.getValue() + " " + name.getKey() + "\n")
                        .sorted()
                        .collect(Collectors.joining("", "127.0.0.1 localhost\n" + address + " " + pod + "\n", "")));
    }

    /** Where a Service is called. */
    String address(String service) {
        return Optional.ofNullable(addresses.get(service))
                .orElseThrow(() -> new CheckFailedException("There is no Service " + service));
    }

    /** The same with another value of a Secret's key. */
    Cluster with(String secret, String key, String value) {
        Map<String, Map<String, String>> changed = new HashMap<>(secrets);
        Map<String, String> values = new HashMap<>(changed.getOrDefault(secret, Map.of()));
        values.put(key, value);
        changed.put(secret, values);
        return new Cluster(folder, changed, configurations, addresses);
    }
}
