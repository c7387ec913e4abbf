package dev.millrace.deploychecks;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether an object is one that Kubernetes would take, by the schemas that its clients are made from. */
final class KubernetesSchemas {

    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    private static final Map<String, String> GROUPS = Map.of(
            "v1", "V1",
            "apps/v1", "V1",
            "batch/v1", "V1",
            "policy/v1", "V1",
            "networking.k8s.io/v1", "V1",
            "rbac.authorization.k8s.io/v1", "V1",
            "autoscaling/v2", "V2");

    /** Of other projects' operators: their schemas are not Kubernetes' own. */
    static final Set<String> OF_OPERATORS = Set.of(
            "monitoring.coreos.com/v1 ServiceMonitor",
            "monitoring.coreos.com/v1 PrometheusRule",
            "keda.sh/v1alpha1 ScaledObject",
            "keda.sh/v1alpha1 TriggerAuthentication",
            "cert-manager.io/v1 Certificate",
            "external-secrets.io/v1 ExternalSecret",
            "gateway.networking.k8s.io/v1 HTTPRoute");

    private KubernetesSchemas() {}

    /** Why Kubernetes would not take it. */
    static Optional<String> complaint(Manifest manifest) {
        if (OF_OPERATORS.contains(manifest.apiVersion() + " " + manifest.kind())) {
            return Optional.empty();
        }
        String version = GROUPS.get(manifest.apiVersion());
        if (version == null) {
            return Optional.of(manifest + " is of an API that is not known here: " + manifest.apiVersion());
        }
        try {
            Class.forName(MODELS + version + manifest.kind())
                    .getMethod("fromJson", String.class)
                    .invoke(null, manifest.json().toString());
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(manifest + ": " + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            return Optional.of(manifest + " is of a kind that is not known: " + manifest.kind());
        }
    }
}
