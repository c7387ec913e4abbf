package dev.millrace.deploychecks;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    /** How programs are told to listen at their pod's address alone, which all pods of this machine could use otherwise. */
    private static final List<String> LISTENERS =
            List.of("MILLRACE_HTTP_HOST", "KC_HTTP_HOST", "KC_HTTP_MANAGEMENT_HOST");

    private static final Duration KUBERNETES_STOPS_WITHIN = Duration.ofSeconds(30);

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
        storage(manifest, pod.getAsJsonObject("spec"), name);
        Path file = cluster.folder().resolve(name + ".json");
        Files.writeString(file, new Gson().toJson(pod));
        return new PlayedPod(name, address, spec, file);
    }

    private static JsonObject played(JsonObject spec, String name, String address, Cluster cluster) throws IOException {
        Stream.of("topologySpreadConstraints", "serviceAccountName").forEach(spec::remove);
        spec.addProperty("hostNetwork", true);
        spec.addProperty("restartPolicy", "Never");
        Stream.of("initContainers", "containers")
                .flatMap(list -> Manifest.elements(spec, list))
                .forEach(container -> fill(container, spec, name, address, cluster));
        Manifest.elements(spec, "volumes")
                .filter(volume -> volume.has("emptyDir"))
                .forEach(volume -> volume.addProperty("name", own(volume.get("name"), name)));
        for (JsonObject volume : Manifest.elements(spec, "volumes").toList()) {
            String folder = own(volume.get("name"), name);
            if (volume.has("secret")) {
                volume.add("hostPath", path(cluster.secret(volume.getAsJsonObject("secret"), folder), "Directory"));
                volume.remove("secret");
            } else if (volume.has("configMap")) {
                String configuration =
                        volume.getAsJsonObject("configMap").get("name").getAsString();
                volume.add("hostPath", path(cluster.configuration(configuration, folder), "Directory"));
                volume.remove("configMap");
            }
        }
        if (!spec.has("volumes")) {
            spec.add("volumes", new JsonArray());
        }
        spec.getAsJsonArray("volumes").add(hosts(cluster.hosts(name, address)));
        return spec;
    }

    private static void fill(JsonObject container, JsonObject spec, String pod, String address, Cluster cluster) {
        Stream.of("startupProbe", "readinessProbe", "livenessProbe", "lifecycle", "ports")
                .forEach(container::remove);
        JsonArray filled = new JsonArray();
        Manifest.elements(container, "env")
                .flatMap(variable -> filled(variable, cluster).stream())
                .forEach(filled::add);
        LISTENERS.forEach(name -> filled.add(variable(name, address)));
        container.add("env", filled);
        Manifest.elements(container, "volumeMounts").forEach(mount -> rename(mount, spec, pod));
        container.getAsJsonArray("volumeMounts").add(mountOfHosts());
    }

    /** A volume of podman's for each disk that it claims; like a cluster's, its user may write to it. */
    private static void storage(Manifest manifest, JsonObject spec, String pod) {
        List<JsonObject> claims = manifest.find("spec").stream()
                .flatMap(set -> Manifest.elements(set, "volumeClaimTemplates"))
                .toList();
        for (JsonObject claim : claims) {
            JsonElement name = claim.getAsJsonObject("metadata").get("name");
            JsonObject volume = new JsonObject();
            volume.add("name", name);
            JsonObject disk = new JsonObject();
            disk.addProperty("claimName", own(name, pod));
            volume.add("persistentVolumeClaim", disk);
            spec.getAsJsonArray("volumes").add(volume);
        }
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
        if (containers.size() != 1) {
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
