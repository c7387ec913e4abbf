package dev.millrace.reporting.dashboards;

import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.RunSnapshot;
import dev.millrace.events.SourceDeleted;
import dev.millrace.events.Topics;
import dev.millrace.platform.consumer.EventHandler;
import dev.millrace.reporting.warehouse.DataVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;

/** Makes dashboards when data has arrived, and makes old answers unusable. */
@ApplicationScoped
class DashboardMaker implements EventHandler {

    private static final Logger LOG = Logger.getLogger(DashboardMaker.class);

    private final Dashboards dashboards;
    private final DataVersions versions;

    DashboardMaker(Dashboards dashboards, DataVersions versions) {
        this.dashboards = dashboards;
        this.versions = versions;
    }

    @Override
    public String topic() {
        return Topics.RUN_EVENTS;
    }

    @Override
    public String name() {
        return "dashboard-maker";
    }

    @Override
    public Set<String> types() {
        return Set.of(EventTypes.RUN_SUCCEEDED, EventTypes.SOURCE_DELETED);
    }

    @Override
    public void handle(MillraceEvent event) {
        if (event.type().equals(EventTypes.SOURCE_DELETED)) {
            dashboards.deleteOf(event.dataAs(SourceDeleted.class).sourceId());
            return;
        }
        RunSnapshot run = event.dataAs(RunSnapshot.class);
        if (run.kind() != RunSnapshot.Kind.DISCOVER) {
            LOG.infof("data changed: %s", run.schema());
        }
        switch (run.kind()) {
            case DISCOVER -> {}
            case SYNC -> {
                versions.changed(event.tenantId(), run.schema(), run.sourceId(), run.sourceName());
                if (!dashboards.isPackaged(run.connector())) {
                    dashboards.showAutomatic(event.tenantId(), run);
                }
            }
            case TRANSFORM -> {
                versions.changed(event.tenantId(), run.schema(), run.sourceId(), run.sourceName());
                if (dashboards.isPackaged(run.connector())) {
                    dashboards.showPackaged(event.tenantId(), run);
                }
            }
        }
    }
}
