package dev.millrace.connector.runs;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.platform.paging.Page;
import dev.millrace.work.LogEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines that a run's worker wrote for the tenant. */
@ApplicationScoped
public class RunLog {

    private static final int LONGEST_LINE = 4_000;

    private final EntityManager entities;

    RunLog(EntityManager entities) {
        this.entities = entities;
    }

    /** A line and where it stands. */
    record Line(long position, LogEntry entry) {}

    void append(Run run, List<LogEntry> lines) {
        for (LogEntry line : lines) {
            String message = line.message();
            entities.createNativeQuery("insert into run_logs (tenant_id, run_id, at, level, stream, message)"
                            + " values (:tenant, :run, :at, :level, :stream, :message)")
                    .setParameter("tenant", run.tenantId)
                    .setParameter("run", run.id)
                    .setParameter("at", line.at())
                    .setParameter("level", line.level().name())
                    .setParameter("stream", line.stream())
                    .setParameter(
                            "message",
                            message.length() > LONGEST_LINE ? message.substring(0, LONGEST_LINE) + "…" : message)
                    .executeUpdate();
        }
    }

    Page<Line> read(Run run, int size, @Nullable String cursor) {
        List<?> rows = entities.createNativeQuery(
                        "select position, at, level, stream, message from run_logs"
                                + " where tenant_id = :tenant and run_id = :run and position > :after order by position limit :size")
                .setParameter("tenant", run.tenantId)
                .setParameter("run", run.id)
                .setParameter("after", cursor == null ? 0L : parse(cursor))
                .setParameter("size", size + 1)
                .getResultList();
        List<Line> lines = rows.stream().map(row -> line((Object[]) row)).toList();
        return Page.of(lines, size, line -> String.valueOf(line.position()));
    }

    private static Line line(Object[] row) {
        Instant at = row[1] instanceof OffsetDateTime time ? time.toInstant() : (Instant) row[1];
        return new Line(
                ((Number) row[0]).longValue(),
                new LogEntry(at, LogEntry.Level.valueOf((String) row[2]), (String) row[3], (String) row[4]));
    }

    private static long parse(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new MillraceException(ErrorCode.INVALID_REQUEST, "The cursor is not one that a page gave.", e);
        }
    }
}
