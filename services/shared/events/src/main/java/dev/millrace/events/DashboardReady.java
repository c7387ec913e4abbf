package dev.millrace.events;

import dev.millrace.kernel.DashboardId;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;

/** The data of {@code dev.millrace.dashboard.ready}: a dashboard was made, or its figures are new. */
public record DashboardReady(DashboardId dashboardId, SourceId sourceId, String title, RunId causedBy) {}
