package dev.millrace.transform.runs;

import dev.millrace.events.RunSnapshot;
import dev.millrace.transform.projects.Model;
import dev.millrace.transform.projects.Project;
import dev.millrace.transform.projects.Projects;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a project's models in a warehouse, in graph order. A model is built beside the table that is there and swapped in
 * when it is whole, so that readers never see it half done. A model that reads what is not there is left out, and so is
 * all that reads it.
 */
final class ModelBuilder {

    private final Connection connection;
    private final RunSnapshot sync;
    private final Project project;
    private final Consumer<List<ModelRun>> watcher;
    private final List<ModelRun> models = new ArrayList<>();
    private final Set<String> missing = new HashSet<>();

    ModelBuilder(Connection connection, RunSnapshot sync, Project project, Consumer<List<ModelRun>> watcher) {
        this.connection = connection;
        this.sync = sync;
        this.project = project;
        this.watcher = watcher;
        project.models().forEach(model -> models.add(ModelRun.waiting(model.name())));
    }

    /** Builds them all; the first that fails stops those that read it, not the others. */
    List<ModelRun> build() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + quote(schema()));
        }
        for (int i = 0; i < project.models().size(); i++) {
            Model model = project.models().get(i);
            String absent = firstMissing(model);
            if (absent != null) {
                skip(i, model, absent);
                continue;
            }
            models.set(i, new ModelRun(model.name(), ModelRun.State.RUNNING, null, null, null));
            watcher.accept(List.copyOf(models));
            models.set(i, TransformTrace.model(model.name(), () -> build(model)));
        }
        return List.copyOf(models);
    }

    private void skip(int index, Model model, String absent) {
        missing.add(model.name());
        models.set(
                index,
                new ModelRun(
                        model.name(),
                        ModelRun.State.SKIPPED,
                        null,
                        null,
                        "It reads " + absent + ", which is not there. Choose that table in the source's settings."));
    }

    private ModelRun build(Model model) throws SQLException {
        Instant start = Instant.now();
        String table = quote(schema()) + "." + quote(model.name());
        String building = model.name() + "__millrace_new";
        String select = Projects.render(
                model,
                name -> quote(schema()) + "." + quote(name),
                stream -> quote(sync.schema()) + "." + quote(stream));
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            String beside = quote(schema()) + "." + quote(building);
            statement.execute("drop table if exists " + beside);
            long rows = statement.executeLargeUpdate("create table " + beside + " as\n" + select);
            statement.execute("drop table if exists " + table);
            statement.execute("alter table " + beside + " rename to " + quote(model.name()));
            connection.commit();
            connection.setAutoCommit(true);
            return new ModelRun(
                    model.name(),
                    ModelRun.State.SUCCEEDED,
                    rows,
                    Duration.between(start, Instant.now()).toMillis(),
                    null);
        } catch (SQLException e) {
            if (WarehouseErrors.pass(e)) {
                // What was begun ends with the connection.
                throw e;
            }
            connection.rollback();
            connection.setAutoCommit(true);
            missing.add(model.name());
            return new ModelRun(
                    model.name(),
                    ModelRun.State.FAILED,
                    null,
                    Duration.between(start, Instant.now()).toMillis(),
                    firstLine(e));
        }
    }

    private @Nullable String firstMissing(Model model) throws SQLException {
        for (String ref : model.refs()) {
            if (missing.contains(ref)) {
                return ref;
            }
        }
        for (String stream : model.sources()) {
            if (!exists(stream)) {
                return stream;
            }
        }
        return null;
    }

    private boolean exists(String stream) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, quote(sync.schema()) + "." + quote(stream));
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private String schema() {
        return Models.schema(sync.schema());
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
