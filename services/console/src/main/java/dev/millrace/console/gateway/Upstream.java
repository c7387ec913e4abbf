package dev.millrace.console.gateway;

import dev.millrace.console.ConsoleConfig;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** A service behind the API, and which paths are its own. */
public enum Upstream {
    TENANT_MANAGEMENT("Workspaces"),
    CONNECTOR("Sources"),
    TRANSFORM("Transforms"),
    REPORTING("Reports");

    /** What follows {@code /api/v1/tenants/{tenant}/}. */
    private static final Map<String, Upstream> BY_FEATURE = Map.ofEntries(
            Map.entry("members", TENANT_MANAGEMENT),
            Map.entry("invitations", TENANT_MANAGEMENT),
            Map.entry("api-keys", TENANT_MANAGEMENT),
            Map.entry("audit-events", TENANT_MANAGEMENT),
            Map.entry("connectors", CONNECTOR),
            Map.entry("own-connectors", CONNECTOR),
            Map.entry("manifest-trials", CONNECTOR),
            Map.entry("authorisations", CONNECTOR),
            Map.entry("uploads", CONNECTOR),
            Map.entry("sources", CONNECTOR),
            Map.entry("runs", CONNECTOR),
            Map.entry("transform-runs", TRANSFORM),
            Map.entry("dashboards", REPORTING),
            Map.entry("tables", REPORTING),
            Map.entry("questions", REPORTING));

    private static final int TENANT_LENGTH = 2;

    private final String title;

    Upstream(String title) {
        this.title = title;
    }

    /** What people know it as. */
    public String title() {
        return title;
    }

    /** Its base address. */
    public URI address(ConsoleConfig.Upstreams addresses) {
        return switch (this) {
            case TENANT_MANAGEMENT -> addresses.tenantManagement();
            case CONNECTOR -> addresses.connector();
            case TRANSFORM -> addresses.transform();
            case REPORTING -> addresses.reporting();
        };
    }

    /**
     * Whose a path is.
     *
     * @param path normalised, below {@code /api/v1/}
     */
    static Optional<Upstream> of(String path) {
        String[] segments = path.split("/", -1);
        return switch (segments[0]) {
            case "reconnect-links" -> Optional.of(CONNECTOR);
            case "me", "invitations" -> Optional.of(TENANT_MANAGEMENT);
            case "tenants" ->
                segments.length <= TENANT_LENGTH
                        ? Optional.of(TENANT_MANAGEMENT)
                        : Optional.ofNullable(BY_FEATURE.get(segments[TENANT_LENGTH]));
            default -> Optional.empty();
        };
    }
}
