package dev.millrace.reporting.dashboards;

import dev.millrace.events.DashboardReady;
import dev.millrace.events.EventTypes;
import dev.millrace.events.RunSnapshot;
import dev.millrace.events.Topics;
import dev.millrace.kernel.DashboardId;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.reporting.dashboards.PackagedDashboards.Packaged;
import dev.millrace.reporting.warehouse.TableName;
import dev.millrace.reporting.warehouse.WarehouseReader;
import dev.millrace.reporting.warehouse.WarehouseTables;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The dashboards of the tenant that the current transaction sees. */
@ApplicationScoped
class Dashboards {

    private final PackagedDashboards packaged;
    private final WarehouseTables tables;
    private final WarehouseReader reader;
    private final Outbox outbox;

    Dashboards(PackagedDashboards packaged, WarehouseTables tables, WarehouseReader reader, Outbox outbox) {
        this.packaged = packaged;
        this.tables = tables;
        this.reader = reader;
        this.outbox = outbox;
    }

    List<Dashboard> all() {
        return Dashboard.list("order by createdAt, id");
    }

    Dashboard get(DashboardId id) {
        return Dashboard.<Dashboard>find("id", id.value()).firstResultOptional().orElseThrow(Dashboards::noSuch);
    }

    Dashboard lock(DashboardId id) {
        return Dashboard.<Dashboard>find("id", id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(Dashboards::noSuch);
    }

    /** Whether sources of a connector have a dashboard of ours, made of models. */
    boolean isPackaged(String connector) {
        return packaged.of(connector).isPresent();
    }

    /** The models of a source are there: shows its packaged dashboard, with new figures. */
    void showPackaged(TenantId tenant, RunSnapshot run) {
        Packaged of = packaged.of(run.connector()).orElseThrow();
        Dashboard dashboard = find(run.sourceId()).orElseGet(() -> {
            Dashboard fresh = create(run.sourceId(), of.title(), Dashboard.Kind.PACKAGED);
            fresh.cards =
                    of.cards().stream().map(card -> card.card(run.schema())).toList();
            return fresh;
        });
        announce(tenant, dashboard, run);
    }

    /** The tables of a source are there: shows an automatic dashboard, with cards for tables that are new. */
    void showAutomatic(TenantId tenant, RunSnapshot run) {
        Set<TableName> loaded = run.tables().stream().map(TableName::parse).collect(Collectors.toSet());
        Optional<Dashboard> present = find(run.sourceId());
        Set<TableName> shown = present.stream()
                .flatMap(dashboard -> dashboard.cards.stream())
                .map(card -> card.question().table())
                .collect(Collectors.toSet());
        Dashboard dashboard =
                present.orElseGet(() -> create(run.sourceId(), run.sourceName(), Dashboard.Kind.AUTOMATIC));
        if (shown.isEmpty() || dashboard.cards.isEmpty()) {
            List<TableProfile> profiles = tables.ofSchema(tenant, run.schema()).stream()
                    .filter(table -> loaded.contains(table.name()))
                    .map(table -> TableProfile.of(reader, tenant, table))
                    .toList();
            dashboard.cards = AutomaticDashboard.cards(profiles);
        }
        announce(tenant, dashboard, run);
    }

    /** Changes the title and the order of the cards; cards that the order does not name come last. */
    void arrange(Dashboard dashboard, List<String> order) {
        Map<String, Card> cards = new HashMap<>();
        dashboard.cards.forEach(card -> cards.put(card.id(), card));
        List<Card> arranged = new ArrayList<>();
        for (String id : order) {
            Card card = cards.remove(id);
            if (card == null) {
                throw new MillraceException(
                        ErrorCode.INVALID_REQUEST, "The dashboard has no card " + id + ", or it is named twice.");
            }
            arranged.add(card);
        }
        dashboard.cards.stream().filter(card -> cards.containsKey(card.id())).forEach(arranged::add);
        dashboard.cards = arranged;
    }

    void deleteOf(SourceId source) {
        Dashboard.delete("sourceId", source.value());
    }

    private static Optional<Dashboard> find(SourceId source) {
        return Dashboard.<Dashboard>find("sourceId", source.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    private static Dashboard create(SourceId source, String title, Dashboard.Kind kind) {
        Dashboard dashboard = new Dashboard();
        dashboard.id = DashboardId.create().value();
        dashboard.sourceId = source.value();
        dashboard.title = title;
        dashboard.kind = kind;
        dashboard.cards = List.of();
        dashboard.createdAt = Instant.now();
        return dashboard;
    }

    private void announce(TenantId tenant, Dashboard dashboard, RunSnapshot run) {
        dashboard.updatedAt = Instant.now();
        dashboard.persist();
        outbox.publish(
                Topics.RUN_EVENTS,
                EventTypes.DASHBOARD_READY,
                tenant,
                run.runId(),
                new DashboardReady(dashboard.dashboardId(), run.sourceId(), dashboard.title, run.runId()));
    }

    private static MillraceException noSuch() {
        return new MillraceException(ErrorCode.NOT_FOUND, "There is no such dashboard.");
    }
}
