package dev.millrace.connector.connecting;

import dev.millrace.connector.runs.Run;
import dev.millrace.connector.runs.Runs;
import dev.millrace.connector.sources.Source;
import dev.millrace.connector.sources.Sources;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.audit.Audit;
import dev.millrace.work.RunKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;

/** Runs that somebody asks for. */
@ApplicationScoped
class AskedRuns {

    private final Sources sources;
    private final Runs runs;
    private final Audit audit;

    AskedRuns(Sources sources, Runs runs, Audit audit) {
        this.sources = sources;
        this.runs = runs;
        this.audit = audit;
    }

    Run start(Source source, RunKind kind) {
        sources.requireReadable(source);
        Run run = runs.start(source, kind);
        audit.record("run-started", source.name, Map.of("kind", kind.name()));
        return run;
    }

    static URI uri(TenantId tenant, Run run) {
        return URI.create("/api/v1/tenants/" + tenant + "/runs/" + run.id);
    }
}
