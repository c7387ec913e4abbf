package dev.millrace.transform.runs;

import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.RunSnapshot;
import dev.millrace.events.Topics;
import dev.millrace.platform.consumer.EventHandler;
import dev.millrace.transform.projects.Projects;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** A sync has succeeded: its project runs, if it has one. */
@ApplicationScoped
class AfterSync implements EventHandler {

    private final Projects projects;
    private final TransformRuns runs;

    AfterSync(Projects projects, TransformRuns runs) {
        this.projects = projects;
        this.runs = runs;
    }

    @Override
    public String topic() {
        return Topics.RUN_EVENTS;
    }

    @Override
    public String name() {
        return "after-sync";
    }

    @Override
    public Set<String> types() {
        return Set.of(EventTypes.RUN_SUCCEEDED);
    }

    @Override
    public void handle(MillraceEvent event) {
        RunSnapshot run = event.dataAs(RunSnapshot.class);
        if (run.kind() == RunSnapshot.Kind.SYNC) {
            projects.of(run.connector()).ifPresent(project -> runs.start(run, project));
        }
    }
}
