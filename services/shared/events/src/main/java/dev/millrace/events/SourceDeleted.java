package dev.millrace.events;

import dev.millrace.kernel.SourceId;

/** The data of {@code dev.millrace.source.deleted}: its dashboards go too; its loaded tables stay. */
public record SourceDeleted(SourceId sourceId, String schema) {}
