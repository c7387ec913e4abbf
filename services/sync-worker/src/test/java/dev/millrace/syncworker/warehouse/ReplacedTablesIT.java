package dev.millrace.syncworker.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kernel.RunId;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplacedTablesIT {

    private NumbersTable numbers;

    @BeforeEach
    void createWarehouse() throws SQLException {
        numbers = new NumbersTable("warehouse_of_replaced_tables");
    }

    @AfterEach
    void closeConnections() {
        numbers.close();
    }

    private void load(int from, int to) {
        try (PostgresWarehouse warehouse = numbers.open(ChunkLimits.DEFAULT)) {
            loadInto(warehouse, from, to);
        }
    }

    private void loadInto(PostgresWarehouse warehouse, int from, int to) {
        StreamLoad load = numbers.begin(warehouse, RunId.create(), 1);
        NumbersTable.write(load, from, to);
        load.finish();
    }

    @Test
    void noReaderWaitsUntilTheFilesOfALargeTableAreDeleted() throws Exception {
        load(1, 2);
        enlarge();
        try (PostgresWarehouse warehouse = numbers.open(ChunkLimits.DEFAULT)) {
            loadInto(warehouse, 3, 4);
            assertThat(numbers.loaded()).isEqualTo("3 4");
            assertThat(replaced()).isEqualTo("1");
        }
        awaitNoneReplaced();
        assertThat(numbers.loaded()).isEqualTo("3 4");
    }

    @Test
    void aSmallTableIsDroppedAtOnce() throws Exception {
        load(1, 2);
        try (PostgresWarehouse warehouse = numbers.open(ChunkLimits.DEFAULT)) {
            loadInto(warehouse, 3, 4);
            assertThat(replaced()).isEqualTo("0");
        }
    }

    @Test
    void dropsWhatAWorkerHasLeftThatWasKilled() throws Exception {
        load(1, 2);
        numbers.execute("create table _millrace.replaced_1 (id bigint)");
        load(3, 4);
        awaitNoneReplaced();
    }

    @Test
    void aLargeTableThatAViewReadsStaysAndGetsTheNewRows() throws Exception {
        load(1, 2);
        enlarge();
        numbers.execute("create view seen as select id from \"" + numbers.schema() + "\".numbers");
        load(3, 4);
        assertThat(numbers.query("select string_agg(id::text, ' ' order by id) from seen"))
                .isEqualTo("3 4");
        assertThat(replaced()).isEqualTo("0");
        numbers.execute("drop view seen");
    }

    @Test
    void aLargeTableIsDroppedAtOnceWhereItsIndexCanNotBePutAside() throws Exception {
        load(1, 2);
        enlarge();
        numbers.execute("create index taken on \"" + numbers.schema() + "\".numbers (id)");
        numbers.execute("create index taken on _millrace.checkpoints (updated_at)");
        load(3, 4);
        assertThat(numbers.loaded()).isEqualTo("3 4");
        assertThat(replaced()).isEqualTo("0");
        numbers.execute("drop index _millrace.taken");
    }

    /** To more than 16 MiB. */
    private void enlarge() throws SQLException {
        numbers.execute(
                "insert into \"" + numbers.schema() + "\".numbers (id) select n from generate_series(100, 500000) n");
    }

    private String replaced() throws SQLException {
        return numbers.query("select count(*) from pg_class where relname like 'replaced\\_%'");
    }

    private void awaitNoneReplaced() throws SQLException, InterruptedException {
        Instant deadline = Instant.now().plusSeconds(20);
        while (!replaced().equals("0") && Instant.now().isBefore(deadline)) {
            Thread.sleep(50);
        }
        assertThat(replaced()).isEqualTo("0");
    }
}
