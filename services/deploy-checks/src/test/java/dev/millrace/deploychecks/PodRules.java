package dev.millrace.deploychecks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What every pod of the chart has to be, beyond what Kubernetes demands. */
final class PodRules {

    /** A release or a digest, but nothing that is another image tomorrow. */
    private static final Pattern PINNED =
            Pattern.compile(".+(:(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]*|@sha256:[0-9a-f]{64})");

    private static final List<String> LABELS = List.of(
            "app.kubernetes.io/name",
            "app.kubernetes.io/instance",
            "app.kubernetes.io/component",
            "app.kubernetes.io/part-of",
            "app.kubernetes.io/version",
            "app.kubernetes.io/managed-by");

    private PodRules() {}

    /** What is wrong with an object, a sentence each. */
    static Stream<String> complaints(Manifest manifest) {
        return Stream.concat(
                        labels(manifest),
                        manifest.pod().stream()
                                .flatMap(pod -> Stream.concat(
                                        ofPod(pod),
                                        manifest.containers().flatMap(container -> ofContainer(manifest, container)))))
                .map(complaint -> manifest + ": " + complaint);
    }

    private static Stream<String> labels(Manifest manifest) {
        JsonObject labels = manifest.find("metadata", "labels").orElseGet(JsonObject::new);
        return LABELS.stream().filter(label -> !labels.has(label)).map(label -> "has no label " + label);
    }

    private static Stream<String> ofPod(JsonObject pod) {
        JsonObject security = Manifest.find(pod, "securityContext").orElseGet(JsonObject::new);
        return Stream.of(
                        unless(isTrue(security, "runAsNonRoot"), "may run as root"),
                        unless(
                                "RuntimeDefault"
                                        .equals(Manifest.find(security, "seccompProfile")
                                                .map(profile ->
                                                        profile.get("type").getAsString())
                                                .orElse("")),
                                "has no seccomp profile"),
                        unless(isFalse(pod, "automountServiceAccountToken"), "is given a token of the cluster"),
                        unless(
                                isFalse(pod, "enableServiceLinks"),
                                "is told of services by variables, which Millrace refuses"),
                        unless(none(pod, "hostNetwork", "hostPID", "hostIPC"), "shares something of the node"))
                .flatMap(Optional::stream);
    }

    private static Stream<String> ofContainer(Manifest manifest, JsonObject container) {
        JsonObject security = Manifest.find(container, "securityContext").orElseGet(JsonObject::new);
        boolean ofMillrace = container.get("image").getAsString().contains("/millrace/");
        boolean serves = manifest.kind().equals("Deployment") || manifest.kind().equals("StatefulSet");
        boolean first = Manifest.elements(manifest.pod().orElseThrow(), "initContainers")
                .anyMatch(container::equals);
        return Stream.of(
                        unless(isFalse(security, "allowPrivilegeEscalation"), "may gain privileges"),
                        unless(
                                Manifest.find(security, "capabilities")
                                        .map(capabilities ->
                                                capabilities.get("drop").toString())
                                        .filter("[\"ALL\"]"::equals)
                                        .isPresent(),
                                "keeps capabilities"),
                        unless(!ofMillrace || isTrue(security, "readOnlyRootFilesystem"), "can write to its image"),
                        unless(
                                PINNED.matcher(container.get("image").getAsString())
                                        .matches(),
                                "has an image that may be another tomorrow"),
                        unless(resources(container, "requests", "cpu", "memory"), "does not say what it needs"),
                        unless(resources(container, "limits", "memory"), "may take all memory of a node"),
                        unless(
                                !serves
                                        || first
                                        || Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                                                .allMatch(container::has),
                                "lacks a probe"),
                        unless(
                                !serves || first || !ofMillrace || container.has("lifecycle"),
                                "stops before it has left the Service"))
                .flatMap(Optional::stream);
    }

    private static boolean resources(JsonObject container, String kind, String... names) {
        return Manifest.find(container, "resources", kind)
                .filter(resources -> Stream.of(names).allMatch(resources::has))
                .isPresent();
    }

    private static boolean isTrue(JsonObject object, String name) {
        return has(object, name, JsonElement::getAsBoolean);
    }

    private static boolean isFalse(JsonObject object, String name) {
        return has(object, name, value -> !value.getAsBoolean());
    }

    private static boolean has(JsonObject object, String name, Predicate<JsonElement> wanted) {
        return object.has(name) && wanted.test(object.get(name));
    }

    private static boolean none(JsonObject object, String... names) {
        return Stream.of(names).noneMatch(name -> isTrue(object, name));
    }

    private static Optional<String> unless(boolean holds, String complaint) {
        return holds ? Optional.empty() : Optional.of(complaint);
    }
}
