package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresIT {

    private final LocalPostgres postgres = TestStack.shared().postgres();

    @Test
    void theServerIsThePinnedVersionWithUtf8AndLogicalReplication() throws SQLException {
        try (Connection connection = postgres.connect("postgres")) {
            assertThat(one(connection, "show server_version")).isEqualTo("18.6");
            assertThat(one(connection, "show server_encoding")).isEqualTo("UTF8");
            assertThat(one(connection, "show wal_level")).isEqualTo("logical");
        }
    }

    @Test
    void theApplicationRoleWritesRowsOfTheOwnersTablesButChangesNoSchema() throws SQLException {
        Login owner = new Login("books_owner", "owner's \"secret\"");
        Login application = new Login("books_app", "app secret");
        postgres.createDatabase("books", owner, application);
        try (Connection connection = connect("books", owner)) {
            run(connection, "create schema shelf");
            run(connection, "create table shelf.book (id bigint generated always as identity, title text)");
        }
        try (Connection connection = connect("books", application)) {
            run(connection, "insert into shelf.book (title) values ('Middlemarch')");
            assertThat(one(connection, "select title from shelf.book")).isEqualTo("Middlemarch");
            assertThatThrownBy(() -> run(connection, "create table shelf.forbidden (id int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(connection, "create table public.forbidden (id int)"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aRoleOfAnotherDatabaseCannotConnect() {
        postgres.createDatabase("mine", new Login("mine_owner", "a"), new Login("mine_app", "b"));
        Login stranger = new Login("stranger_app", "d");
        postgres.createDatabase("stranger", new Login("stranger_owner", "c"), stranger);
        assertThatThrownBy(() -> connect("mine", stranger).close()).hasMessageContaining("permission denied");
    }

    @Test
    void creatingADatabaseAgainKeepsItsRowsAndSetsTheNewPasswords() throws SQLException {
        Login owner = new Login("again_owner", "first");
        postgres.createDatabase("again", owner, new Login("again_app", "first"));
        try (Connection connection = connect("again", owner)) {
            run(connection, "create table kept (id int)");
            run(connection, "insert into kept values (7)");
        }
        Login renewed = new Login("again_app", "second");
        postgres.createDatabase("again", owner, renewed);
        try (Connection connection = connect("again", renewed)) {
            assertThat(one(connection, "select id from kept")).isEqualTo("7");
        }
    }

    @Test
    void keptDataIsThereAfterARestart(@TempDir Path folder) throws SQLException {
        LocalPostgres.Options options =
                LocalPostgres.Options.kept(folder.resolve("postgres"), folder.resolve("postgres.log"), 0, "secret");
        try (LocalPostgres first = LocalPostgres.start(options);
                Connection connection = first.connect("postgres")) {
            run(connection, "create table kept (id int)");
            assertThat(one(connection, "show fsync")).isEqualTo("on");
        }
        try (LocalPostgres second = LocalPostgres.start(options);
                Connection connection = second.connect("postgres")) {
            assertThat(one(connection, "select count(*) from kept")).isEqualTo("0");
        }
    }

    @Test
    void aServerThatWasKilledLeavesDataThatStartsAgain(@TempDir Path folder) throws SQLException {
        LocalPostgres.Options options =
                LocalPostgres.Options.kept(folder.resolve("postgres"), folder.resolve("postgres.log"), 0, "secret");
        try (LocalPostgres first = LocalPostgres.start(options)) {
            try (Connection connection = first.connect("postgres")) {
                run(connection, "create table kept as select 42 as id");
            }
            ProcessHandle.of(first.process().orElseThrow().pid()).orElseThrow().destroyForcibly();
        }
        assertThat(folder.resolve("postgres/postmaster.pid")).exists();
        try (LocalPostgres second = LocalPostgres.start(options);
                Connection connection = second.connect("postgres")) {
            assertThat(one(connection, "select id from kept")).isEqualTo("42");
        }
    }

    @Test
    void throwAwayDataGoesWithItsServer() throws SQLException {
        Path data;
        try (LocalPostgres server = LocalPostgres.start(LocalPostgres.Options.throwaway());
                Connection connection = server.connect("postgres")) {
            data = Path.of(one(connection, "show data_directory"));
            assertThat(data).isDirectory();
        }
        assertThat(Files.exists(data)).isFalse();
    }

    @Test
    void aTakenPortIsAFailureWithTheServersOwnWordsAndNotAnAdoption(@TempDir Path folder) {
        LocalPostgres.Options options = LocalPostgres.Options.kept(
                folder.resolve("postgres"), folder.resolve("postgres.log"), postgres.port(), "secret");
        assertThatThrownBy(() -> LocalPostgres.start(options).close())
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("PostgreSQL stopped while it was starting")
                .hasMessageContaining("Address already in use");
    }

    private Connection connect(String database, Login login) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), login.user(), login.password());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
