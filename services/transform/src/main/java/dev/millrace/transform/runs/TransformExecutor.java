package dev.millrace.transform.runs;

import dev.millrace.events.RunSnapshot;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.DeletedTenants;
import dev.millrace.platform.tenancy.TenantManagementApi;
import dev.millrace.platform.tenancy.TenantScope;
import dev.millrace.transform.projects.Project;
import dev.millrace.transform.projects.Projects;
import dev.millrace.work.Failure;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.oidc.client.OidcClientException;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Takes waiting runs from the database and builds their models. The database is the queue: a run is claimed under a row
 * lock with a lease, so replicas share the work and a lost one's runs are taken over.
 */
@ApplicationScoped
class TransformExecutor {

    private static final Logger LOG = Logger.getLogger(TransformExecutor.class);
    private static final int CONCURRENT = 4;
    private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(10);
    private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(30);

    /** For what is under way at the end; a pod has 35 seconds in all. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(15);

    private final RunPlaces places = new RunPlaces(CONCURRENT);
    private final TenantScope scope;
    private final EntityManager entities;
    private final TransformRuns runs;
    private final Projects projects;
    private final TenantManagementApi tenantManagement;

    TransformExecutor(
            TenantScope scope,
            EntityManager entities,
            TransformRuns runs,
            Projects projects,
            @RestClient TenantManagementApi tenantManagement) {
        this.scope = scope;
        this.entities = entities;
        this.runs = runs;
        this.projects = projects;
        this.tenantManagement = tenantManagement;
    }

    /** What is needed of a run outside the transaction that claimed it. */
    private record Work(
            TenantId tenant,
            RunId id,
            int attempt,
            RunSnapshot sync,
            Project project,
            @Nullable String traceParent) {}

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void takeWaitingRuns() {
        List<?> waiting =
                scope.acrossTenants(() -> entities.createNativeQuery("select tenant_id, id from transform_runs where"
                                + " ((state = 'QUEUED' and not_before <= now()) or (state = 'RUNNING' and lease_until < now()))"
                                + " and"
                                + DeletedTenants.ofLiving("transform_runs.tenant_id")
                                + " order by queued_at limit 50")
                        .getResultList());
        for (Object row : waiting) {
            if (!places.tryTake()) {
                return;
            }
            TenantId tenant = TenantId.fromString((String) ((Object[]) row)[0]);
            RunId id = new RunId((UUID) ((Object[]) row)[1]);
            Thread.ofVirtual().name("transform-" + id).start(() -> {
                try {
                    claim(tenant, id)
                            .ifPresent(work -> TransformTrace.attempt(
                                    work.id(), work.tenant(), work.traceParent(), () -> execute(work)));
                } catch (RuntimeException e) {
                    // The lease runs out, and then it is tried again.
                    LOG.errorf(e, "transform run %s of tenant %s could not be claimed or ended", id, tenant);
                } finally {
                    places.giveBack();
                }
            });
        }
    }

    /** Other replicas go on. */
    void takeNoMore(@Observes ShutdownDelayInitiatedEvent event) {
        places.close();
    }

    /** What would be cut off would have to wait for the end of its lease. */
    void endWhatIsUnderWay(@Observes ShutdownEvent event) throws InterruptedException {
        places.close();
        if (!places.awaitAll(LAST_PATIENCE)) {
            LOG.warn(
                    "models are built for longer than the end can wait; another replica builds them when the leases are over");
        }
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void forgetTimesOfAClockThatWasAhead() {
        int ahead = scope.acrossTenants(() -> runs.forgetTimesOfAClockThatWasAhead(entities));
        if (ahead > 0) {
            LOG.warnf("the database's clock was ahead: %d transform runs go by the present time", ahead);
        }
    }

    private Optional<Work> claim(TenantId tenant, RunId id) {
        return scope.within(
                tenant,
                () -> runs.claim(id)
                        .map(run -> new Work(
                                tenant,
                                id,
                                run.attempt,
                                run.cause,
                                projects.of(run.cause.connector()).orElseThrow(),
                                run.traceParent)));
    }

    private void execute(Work work) {
        MDC.put("tenantId", work.tenant().toString());
        MDC.put("runId", work.id().toString());
        List<ModelRun> models = new ArrayList<>();
        work.project().models().forEach(model -> models.add(ModelRun.waiting(model.name())));
        try {
            LOG.infof("transform run started: attempt %d", work.attempt());
            List<ModelRun> built = build(work);
            finish(work, built, failure(built));
            LOG.infof(
                    "transform run ended: %d of %d models built",
                    built.stream()
                            .filter(model -> model.state() == ModelRun.State.SUCCEEDED)
                            .count(),
                    built.size());
        } catch (SQLException e) {
            LOG.warnf(e, "the warehouse did not let the models be built");
            if (WarehouseErrors.pass(e)) {
                tryAgain(
                        work,
                        models,
                        Failure.of(
                                ErrorCode.DESTINATION_UNREACHABLE,
                                "Your data could not be reached while the models were built. They are built again"
                                        + " after the next load."));
            } else {
                finish(
                        work,
                        models,
                        Failure.of(
                                ErrorCode.DESTINATION_REFUSED,
                                "Your data's place refused what building the models begins with. Tell support the"
                                        + " run's id."));
            }
        } catch (MillraceException e) {
            // Fenced: another attempt has taken over, and what this one would say is old.
            LOG.infof("attempt %d ends: %s", work.attempt(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the models could not be built", e);
            finish(
                    work,
                    models,
                    Failure.of(
                            ErrorCode.INTERNAL,
                            "Something went wrong inside Millrace ("
                                    + e.getClass().getSimpleName() + "). Tell the operator the run's id: " + work.id()
                                    + "."));
        } finally {
            MDC.clear();
        }
    }

    private List<ModelRun> build(Work work) throws SQLException {
        WarehouseAccess access = access(work.tenant());
        Properties properties = new Properties();
        properties.setProperty("user", access.user());
        properties.setProperty("password", access.password());
        properties.setProperty("ApplicationName", "millrace transform");
        properties.setProperty("connectTimeout", "5");
        // The server ends a statement that takes too long; where it does not even do that, it is gone.
        properties.setProperty(
                "socketTimeout",
                Long.toString(LONGEST_STATEMENT.plus(TIME_TO_ANSWER).toSeconds()));
        properties.setProperty(
                "options",
                WarehouseAccess.SESSION_OPTIONS + " -c statement_timeout=" + LONGEST_STATEMENT.toMillis()
                        + " -c TimeZone=UTC");
        String url = "jdbc:postgresql://" + access.host() + ":" + access.port() + "/" + access.database();
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            return new ModelBuilder(connection, work.sync(), work.project(), models -> watch(work, models)).build();
        }
    }

    private WarehouseAccess access(TenantId tenant) throws SQLException {
        try {
            return tenantManagement.warehouse(tenant, WarehouseAccess.Role.TRANSFORMER);
        } catch (WebApplicationException | ProcessingException | OidcClientException e) {
            throw new SQLException("no access to the warehouse", "08001", e);
        }
    }

    private void watch(Work work, List<ModelRun> models) {
        scope.runWithin(work.tenant(), () -> runs.progress(work.id(), work.attempt(), models));
    }

    private void finish(Work work, List<ModelRun> models, @Nullable Failure failure) {
        scope.runWithin(work.tenant(), () -> runs.complete(work.id(), work.attempt(), models, failure));
    }

    private void tryAgain(Work work, List<ModelRun> models, Failure failure) {
        scope.runWithin(work.tenant(), () -> runs.tryAgain(work.id(), work.attempt(), models, failure));
    }

    private static @Nullable Failure failure(List<ModelRun> models) {
        List<String> failed = models.stream()
                .filter(model -> model.state() == ModelRun.State.FAILED)
                .map(ModelRun::name)
                .toList();
        return failed.isEmpty()
                ? null
                : Failure.of(
                        ErrorCode.QUERY_FAILED,
                        "These models could not be built from the data as it is now: " + String.join(", ", failed)
                                + ".");
    }
}
