package dev.millrace.deploychecks;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod of the chart, written down for podman. What it runs, as whom and with what it may do stays as the chart has it. What a
 * cluster adds is put in: values of Secrets, an address, the names of Services. What podman has no part in, probes above
 * all, is left to {@link RunningPod}.
 *
 * @param name of this pod, not of what it is one of
 * @param address of the loopback network, its own
 * @param spec as the chart has it
 * @param manifest the file
 */
record PlayedPod(String name, String address, JsonObject spec, Path manifest) {

    private static final Duration KUBERNETES_STOPS_WITHIN = Duration.ofSeconds(30);

    /**
     * What a cluster would know.
     *
     * @param secrets the values of each Secret by their keys
     * @param hosts a file with the names of all Services, in the form of {@code /etc/hosts}
     */
    record Cluster(Path folder, Map<String, Map<String, String>> secrets, Path hosts) {

        /** Empty where there is none and there need not be one. */
        private Optional<String> secret(JsonObject reference) {
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

        /** Writes what a volume shows of a Secret into a folder, which the user of a pod can read too. */
        private Path files(JsonObject secret, String folderName) throws IOException {
            String name = secret.get("secretName").getAsString();
            Path files = Files.createDirectories(folder.resolve(folderName));
            Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (JsonObject item : Manifest.elements(secret, "items").toList()) {
                String key = item.get("key").getAsString();
                Path file = files.resolve(item.get("path").getAsString());
                Files.writeString(file, find(name, key).orElseThrow(() -> missing(name, key)));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
            return files;
        }

        /** The same with another value of a Secret's key. */
        Cluster with(String secret, String key, String value) {
            Map<String, Map<String, String>> changed = new HashMap<>(secrets);
            Map<String, String> values = new HashMap<>(changed.getOrDefault(secret, Map.of()));
            values.put(key, value);
            changed.put(secret, values);
            return new Cluster(folder, changed, hosts);
        }
    }

    /** Writes a pod of what a manifest starts. */
    static PlayedPod of(Manifest manifest, String name, String address, Cluster cluster) throws IOException {
        JsonObject spec = manifest.pod().orElseThrow();
        JsonObject pod = new JsonObject();
        pod.addProperty("apiVersion", "v1");
        pod.addProperty("kind", "Pod");
        JsonObject metadata = new JsonObject();
        metadata.addProperty("name", name);
        pod.add("metadata", metadata);
        pod.add("spec", played(spec.deepCopy(), name, address, cluster));
        Path file = cluster.folder().resolve(name + ".json");
        Files.writeString(file, new Gson().toJson(pod));
        return new PlayedPod(name, address, spec, file);
    }

    private static JsonObject played(JsonObject spec, String name, String address, Cluster cluster) throws IOException {
        Stream.of("topologySpreadConstraints", "serviceAccountName").forEach(spec::remove);
        spec.addProperty("hostNetwork", true);
        spec.addProperty("restartPolicy", "Never");
        Manifest.elements(spec, "containers").forEach(container -> {
            Stream.of("startupProbe", "readinessProbe", "livenessProbe", "lifecycle", "ports")
                    .forEach(container::remove);
            JsonArray filled = new JsonArray();
            Manifest.elements(container, "env")
                    .flatMap(variable -> filled(variable, cluster).stream())
                    .forEach(filled::add);
            filled.add(variable("MILLRACE_HTTP_HOST", address));
            container.add("env", filled);
            Manifest.elements(container, "volumeMounts").forEach(mount -> rename(mount, spec, name));
            container.getAsJsonArray("volumeMounts").add(mountOfHosts());
        });
        Manifest.elements(spec, "volumes")
                .filter(volume -> volume.has("emptyDir"))
                .forEach(volume -> volume.addProperty("name", own(volume.get("name"), name)));
        for (JsonObject volume : Manifest.elements(spec, "volumes").toList()) {
            if (volume.has("secret")) {
                String folder = own(volume.get("name"), name);
                volume.add("hostPath", path(cluster.files(volume.getAsJsonObject("secret"), folder), "Directory"));
                volume.remove("secret");
            }
        }
        spec.getAsJsonArray("volumes").add(hosts(cluster.hosts()));
        return spec;
    }

    /** A variable with the value that it refers to; empty where that is optional and is not there. */
    private static Optional<JsonObject> filled(JsonObject variable, Cluster cluster) {
        Optional<JsonObject> reference = Manifest.find(variable, "valueFrom", "secretKeyRef");
        if (reference.isEmpty()) {
            return Optional.of(variable);
        }
        return cluster.secret(reference.get())
                .map(value -> variable(variable.get("name").getAsString(), value));
    }

    /** Podman has one volume of a name for all pods; an emptyDir is of one pod alone. */
    private static void rename(JsonObject mount, JsonObject spec, String pod) {
        boolean empty = Manifest.elements(spec, "volumes")
                .anyMatch(volume -> volume.get("name").equals(mount.get("name")) && volume.has("emptyDir"));
        if (empty) {
            mount.addProperty("name", own(mount.get("name"), pod));
        }
    }

    private static String own(JsonElement volume, String pod) {
        return pod + "-" + volume.getAsString();
    }

    private static JsonObject variable(String name, String value) {
        JsonObject variable = new JsonObject();
        variable.addProperty("name", name);
        variable.addProperty("value", value);
        return variable;
    }

    private static JsonObject mountOfHosts() {
        JsonObject mount = new JsonObject();
        mount.addProperty("name", "hosts");
        mount.addProperty("mountPath", "/etc/hosts");
        mount.addProperty("readOnly", true);
        return mount;
    }

    private static JsonObject hosts(Path file) {
        JsonObject volume = new JsonObject();
        volume.addProperty("name", "hosts");
        volume.add("hostPath", path(file, "File"));
        return volume;
    }

    private static JsonObject path(Path place, String type) {
        JsonObject path = new JsonObject();
        path.addProperty("path", place.toString());
        path.addProperty("type", type);
        return path;
    }

    /** Its one container, as the chart has it. */
    JsonObject template() {
        JsonArray containers = spec.getAsJsonArray("containers");
        if (containers.size() != 1 || spec.has("initContainers")) {
            throw new IllegalStateException(name + " is not of one container, and only such pods are played");
        }
        return containers.get(0).getAsJsonObject();
    }

    /** The name that podman gives its container. */
    String container() {
        return name + "-" + template().get("name").getAsString();
    }

    /** Where it takes requests. */
    int port() {
        return Manifest.elements(template(), "ports")
                .findFirst()
                .orElseThrow()
                .get("containerPort")
                .getAsInt();
    }

    /** How long it stays as it is once it has left its Service. */
    Duration sleepBeforeStop() {
        return Manifest.find(template(), "lifecycle", "preStop", "sleep")
                .map(sleep -> Duration.ofSeconds(sleep.get("seconds").getAsLong()))
                .orElse(Duration.ZERO);
    }

    /** From leaving its Service to being killed. */
    Duration timeToStop() {
        return Optional.ofNullable(spec.get("terminationGracePeriodSeconds"))
                .map(seconds -> Duration.ofSeconds(seconds.getAsLong()))
                .orElse(KUBERNETES_STOPS_WITHIN);
    }
}
