package dev.millrace.reporting.questions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.TenantGone;
import dev.millrace.reporting.questions.Answer.AnswerColumn;
import dev.millrace.reporting.questions.Answer.ColumnRole;
import dev.millrace.reporting.warehouse.DataVersions;
import dev.millrace.reporting.warehouse.ReportingConfiguration;
import dev.millrace.reporting.warehouse.WarehouseReader;
import dev.millrace.reporting.warehouse.WarehouseTable;
import dev.millrace.reporting.warehouse.WarehouseTables;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions, each once for a version of the data: the version is part of what an answer is remembered under, so a
 * load drops what it made old.
 */
@ApplicationScoped
public class Answers {

    private final WarehouseReader reader;
    private final WarehouseTables tables;
    private final DataVersions versions;
    private final Cache<Key, Answer> remembered;

    Answers(
            WarehouseReader reader,
            WarehouseTables tables,
            DataVersions versions,
            ReportingConfiguration configuration) {
        this.reader = reader;
        this.tables = tables;
        this.versions = versions;
        this.remembered =
                Caffeine.newBuilder().maximumSize(configuration.cachedAnswers()).build();
    }

    private record Key(TenantId tenant, Question question, long dataVersion) {}

    /** The answer, computed now or before. The data of the current tenant only can be asked. */
    public Answer answer(TenantId tenant, Question question) {
        long version = versions.of(tenant, question.table().schema());
        Key key = new Key(tenant, question, version);
        Answer known = remembered.getIfPresent(key);
        if (known != null) {
            return known.cached();
        }
        Answer computed = compute(tenant, question, version);
        remembered.put(key, computed);
        return computed;
    }

    void forget(@Observes TenantGone gone) {
        remembered.asMap().keySet().removeIf(key -> key.tenant().equals(gone.tenant()));
    }

    private Answer compute(TenantId tenant, Question question, long version) {
        WarehouseTable table = tables.find(tenant, question.table())
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.NOT_FOUND,
                        "There is no table %s any more. Load its source again, or choose another one."
                                .formatted(question.table().name())));
        QuestionSql sql = new QuestionSql(question, table);
        Select<Record> query = sql.write();
        Result<Record> result = reader.read(tenant, connection -> fetch(connection, query));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Record row : result) {
            rows.add(Collections.unmodifiableList(Arrays.asList(row.intoArray())));
        }
        boolean overTime = question.measure() != null
                && !sql.columns().isEmpty()
                && sql.columns().getFirst().role() == ColumnRole.TIME;
        if (overTime) {
            Collections.reverse(rows);
        }
        return new Answer(
                sql.columns(),
                rows,
                version,
                Instant.now(),
                false,
                null,
                suitable(question, sql.columns(), rows.size()));
    }

    private static Result<Record> fetch(Connection connection, Select<Record> query) throws SQLException {
        try {
            return DSL.using(connection, SQLDialect.POSTGRES).fetch(query);
        } catch (DataAccessException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw e;
        }
    }

    private static Visualization suitable(Question question, List<AnswerColumn> columns, int rows) {
        if (question.measure() == null) {
            return Visualization.TABLE;
        }
        if (question.dimension() == null) {
            return question.breakdown() == null ? Visualization.NUMBER : Visualization.BAR;
        }
        if (columns.getFirst().role() == ColumnRole.TIME) {
            return rows > 1 ? Visualization.LINE : Visualization.BAR;
        }
        return Visualization.BAR;
    }
}
