package dev.millrace.syncworker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file of the outside suite, what has to come of it, and why: what the specification of Singer says, and where it says
 * nothing, what loses nothing.
 *
 * @param folder of the suite
 * @param files that are piped in one after another, each as a run of the same source; the last one gives the name
 * @param tables for each stream: how many rows, then the columns with their types
 * @param error how the message of the failed run begins; null when it succeeds
 * @param recordedDiffers fields that the recorded target changed
 */
record SingerCase(
        String folder,
        List<String> files,
        Map<String, String> tables,
        @Nullable String error,
        long rowsSetAside,
        List<String> recordedDiffers,
        String why) {

    private static final String SDK = "meltano-sdk";
    private static final String LABS = "meltanolabs-target-postgres";
    private static final String PIPELINEWISE = "pipelinewise-target-postgres";
    private static final String DELETED = ", sdc_deleted_at text";

    SingerCase {
        files = List.copyOf(files);
        tables = new TreeMap<>(tables);
        recordedDiffers = List.copyOf(recordedDiffers);
    }

    private static SingerCase loaded(String folder, String file, Map<String, String> tables, String why) {
        return new SingerCase(folder, List.of(file), tables, null, 0, List.of(), why);
    }

    private static SingerCase refused(String folder, String file, String error, String why) {
        return new SingerCase(folder, List.of(file), Map.of(), error, 0, List.of(), why);
    }

    private SingerCase after(String... earlier) {
        List<String> all = new ArrayList<>(List.of(earlier));
        all.addAll(files);
        return new SingerCase(folder, all, tables, error, rowsSetAside, recordedDiffers, why);
    }

    private SingerCase withRowsSetAside(long rows) {
        return new SingerCase(folder, files, tables, error, rows, recordedDiffers, why);
    }

    private SingerCase whereTheRecordingDiffersIn(String field) {
        return new SingerCase(folder, files, tables, error, rowsSetAside, List.of(field), why);
    }

    String name() {
        return folder + "/" + files.getLast();
    }

    /** The outcome in one line. */
    String expected() {
        if (error != null) {
            return "refused, nothing loaded: " + error;
        }
        String rows = tables.entrySet().stream()
                .map(table -> table.getKey() + ": " + table.getValue())
                .collect(Collectors.joining("; "));
        return rows + (rowsSetAside == 0 ? "" : "; " + rowsSetAside + " row set aside");
    }

    /** All of the suite. */
    static List<SingerCase> all() {
        List<SingerCase> cases = new ArrayList<>();
        cases.add(loaded(
                SDK,
                "array_data.singer",
                Map.of("test_array_data", "4 rows (id integer, fruits json)"),
                "arrays stay as they are, as JSON"));
        cases.add(loaded(
                LABS,
                "array_data.singer",
                Map.of("test_carts", "4 rows (id integer, fruits json)"),
                "arrays stay as they are, as JSON"));
        cases.add(loaded(
                LABS,
                "base16_content_encoding_not_interpreted.singer",
                Map.of(
                        "test_base_16_encoding_not_interpreted",
                        "7 rows (id text, contract_address text, raw_event_data text)"),
                "contentEncoding is an annotation: the text stays, of odd length, with 0x and empty too"));
        cases.add(loaded(
                        LABS,
                        "commits.singer",
                        Map.of(
                                "commits",
                                "30 rows (id text, authored_date timestamptz, committed_date timestamptz, parent_ids json, "
                                        + "commit_message text, legacy_id text)"),
                        "anyOf is the narrowest type that holds all: text or number is text, text or array is JSON; "
                                + "a time without offset is UTC; a property that is missing is null")
                .whereTheRecordingDiffersIn("parent_ids"));
        for (String folder : List.of(SDK, LABS)) {
            cases.addAll(inBoth(folder));
        }
        cases.add(loaded(
                LABS,
                "large_numeric_primary_key.singer",
                Map.of(
                        "test_large_numeric_primary_key",
                        "1 row (active boolean, address1 text, address2 text, city text, country text, "
                                + "country_code text, created_at text, id decimal, legacy boolean, name text, phone text, "
                                + "province text, province_code text, updated_at text, zip text, "
                                + "localized_country_name text, localized_province_name text)"),
                "a number is decimal, so that a key of eleven digits keeps all of them"));
        cases.add(loaded(
                SDK,
                "no_primary_keys.singer",
                Map.of("test_no_pk", "3 rows (id integer, metric integer)"),
                "without a key every record is a row"));
        cases.add(loaded(
                        SDK,
                        "no_primary_keys_append.singer",
                        Map.of("test_no_pk", "13 rows (id integer, metric integer)"),
                        "without a key each run adds: 3, 5, and the same 5 again")
                .after("no_primary_keys.singer", "no_primary_keys_append.singer"));
        cases.add(loaded(
                LABS,
                "test_no_pk.singer",
                Map.of("test_no_pk", "3 rows (id integer, metric integer)"),
                "without a key every record is a row"));
        cases.add(loaded(
                        LABS,
                        "test_no_pk_append.singer",
                        Map.of("test_no_pk", "8 rows (id integer, metric integer)"),
                        "without a key each run adds: 3, then 5")
                .after("test_no_pk.singer"));
        cases.add(
                loaded(
                        SDK,
                        "pk_updates.singer",
                        Map.of("example_stream", "2 rows (id integer, name text, email text)"),
                        "key_properties stand inside of the schema, where they say nothing: there is no key, and no change of it"));
        cases.add(loaded(
                SDK,
                "record_missing_fields.singer",
                Map.of("record_missing_fields", "2 rows (id integer, optional text)"),
                "a property that is missing is null"));
        cases.add(loaded(
                LABS,
                "tap_aapl.singer",
                Map.of(
                        "aapl",
                        "1 row (analyst_ratings json, esg_scores json, earnings json, financials json, general json, "
                                + "highlights json, holders json, insider_transactions json, shares_stats json, "
                                + "splits_dividends json, technicals json, valuation json, outstanding_shares json)"),
                "one record of more than a megabyte, nested, is one row"));
        cases.addAll(activations());
        cases.addAll(pipelinewise());
        return cases;
    }

    private static List<SingerCase> inBoth(String folder) {
        return List.of(
                loaded(
                        folder,
                        "camelcase.singer",
                        Map.of("TestCamelcase", "2 rows (id text, client_name text)"),
                        "names of columns are lower case with underscores, and still of their fields"),
                refused(
                        folder,
                        "invalid_schema.singer",
                        "Line 1 of the Singer messages is a SCHEMA of \"test_invalid_schema\" that declares no properties.",
                        "a table needs columns, and a column a property"),
                loaded(
                        folder,
                        "optional_attributes.singer",
                        Map.of("test_optional_attributes", "4 rows (id integer, optional text)"),
                        "a property that is missing is null"),
                refused(
                        folder,
                        "record_before_schema.singer",
                        "Line 1 of the Singer messages is a RECORD of \"test_record_before_schema\", for which no SCHEMA came "
                                + "before.",
                        "the specification: a SCHEMA comes before the records of its stream"),
                refused(
                        folder,
                        "record_missing_key_property.singer",
                        "Line 2 of the Singer messages is a RECORD of \"test_record_missing_key_property\" without its key "
                                + "\"id\".",
                        "a row without its key could be no row's successor"),
                loaded(
                        folder,
                        "schema_no_properties.singer",
                        Map.of(
                                "test_object_schema_no_properties",
                                "2 rows (object_store json)",
                                "test_object_schema_with_properties",
                                "2 rows (object_store json)"),
                        "an object is JSON, whether its members are described or not"),
                loaded(
                        folder,
                        "schema_updates.singer",
                        Map.of(
                                "test_schema_updates",
                                "6 rows (id integer, a1 decimal, a2 text, a3 boolean, a4 json, a5 json, a6 integer)"),
                        "a SCHEMA in the middle adds columns; the rows before have null there"),
                loaded(
                        folder,
                        "user_location_data.singer",
                        Map.of(
                                "test_users",
                                "5 rows (id integer, name text)",
                                "test_locations",
                                "3 rows (id integer, name text)",
                                "test_user_in_location",
                                "3 rows (id integer, user_id integer, location_id integer, info json)"),
                        "three streams in one input are three tables, and one STATE holds for all"));
    }

    private static List<SingerCase> activations() {
        String columns = "7 rows (code text, name text)";
        return List.of(
                loaded(
                        LABS,
                        "test_activate_version_deletes_data_properly.singer",
                        Map.of("test_activate_version_deletes_data_properly", columns),
                        "all records are of the version that is activated"),
                loaded(
                                LABS,
                                "test_activate_version_hard.singer",
                                Map.of("test_activate_version_hard", columns),
                                "a record of an older version is not the table's once a later one is activated; it is counted")
                        .withRowsSetAside(1),
                loaded(
                        LABS,
                        "test_activate_version_soft.singer",
                        Map.of("test_activate_version_soft", columns),
                        "all records are of the version that is activated"),
                loaded(
                        LABS,
                        "test_activate_version_uppercase_stream_name.singer",
                        Map.of("Account", columns),
                        "the same for a stream and columns with capital letters"));
    }

    private static List<SingerCase> pipelinewise() {
        String three = "c_pk integer, c_varchar text, c_int integer";
        return List.of(
                refused(
                        PIPELINEWISE,
                        "invalid-json.json",
                        "Line 3 of the Singer messages is no complete JSON object in UTF-8.",
                        "what is no message may be half of one: going on could lose rows"),
                refused(
                        PIPELINEWISE,
                        "invalid-message-order.json",
                        "Line 3 of the Singer messages is a RECORD of \"tap_mysql_test-test_table_two\", for which no SCHEMA came "
                                + "before.",
                        "a SCHEMA of another stream does not help; the rows of the stream that is right are not loaded either"),
                loaded(
                        PIPELINEWISE,
                        "messages-pg-logical-streams-no-records.json",
                        Map.of(
                                "logical1-logical1_edgydata",
                                "0 rows (cid integer, cjson json, cjsonb json, ctimentz time, ctimetz time, cvarchar text, "
                                        + "sdc_deleted_at timestamptz)",
                                "logical1-logical1_table1",
                                "0 rows (cid integer, cvarchar text, cvarchar2 text, sdc_deleted_at timestamptz)",
                                "logical1-logical1_table2",
                                "0 rows (cid integer, cvarchar text, sdc_deleted_at timestamptz)",
                                "logical2-logical2_table1",
                                "0 rows (cid integer, cvarchar text, sdc_deleted_at timestamptz)"),
                        "a stream without records is an empty table; its last STATE is kept"),
                loaded(
                        PIPELINEWISE,
                        "messages-with-long-texts.json",
                        Map.of("tap_mysql_test-test_table_long_texts", "5 rows (" + three + DELETED + ")"),
                        "texts of any length are whole, and maxLength makes no column narrower"),
                loaded(
                        PIPELINEWISE,
                        "messages-with-multiple-streams.json",
                        Map.of(
                                "tap_mysql_test-test_table_one",
                                "1 row (" + three + ")",
                                "tap_mysql_test-test_table_two",
                                "2 rows (" + three + ", c_date timestamptz" + DELETED + ")",
                                "tap_mysql_test-test_table_three",
                                "3 rows (" + three + ", c_time time" + DELETED + ")",
                                "tap_mysql_test-test_table_four",
                                "3 rows (c_pk integer, c_smallint integer, c_integer integer, c_bigint integer, "
                                        + "c_nobound_int integer" + DELETED + ")"),
                        "four streams with their versions; a deleted row stays, with its mark; "
                                + "the last ACTIVATE_VERSION counts, and one before the SCHEMA of its stream does not"),
                loaded(
                                PIPELINEWISE,
                                "messages-with-multiple-streams-modified-column.json",
                                Map.of(
                                        "tap_mysql_test-test_table_one",
                                        "1 row (" + three + ")",
                                        "tap_mysql_test-test_table_two",
                                        "3 rows (" + three + DELETED + ", c_date_text text)",
                                        "tap_mysql_test-test_table_three",
                                        "4 rows (" + three + ", c_time time" + DELETED + ", c_time_renamed time)"),
                                "a second run: rows with a known key are replaced; a time that became text gets a column "
                                        + "beside the old one; a renamed property is a new column, and the old one keeps what it had")
                        .after("messages-with-multiple-streams.json"),
                loaded(
                        PIPELINEWISE,
                        "messages-with-non-db-friendly-columns.json",
                        Map.of(
                                "tap_mysql_test-test_table_non_db_friendly_columns",
                                "5 rows (c_pk integer, camelcase_column text, minus_column text)"),
                        "every name becomes one that needs no quotes"),
                loaded(
                        PIPELINEWISE,
                        "messages-with-reserved-name-as-table-name.json",
                        Map.of("my_db-order", "4 rows (data text, new text, created_at timestamptz" + DELETED + ")"),
                        "the last record of a key is its row; a malformed time of a deletion is kept as text; "
                                + "\"binary\" is no format of JSON Schema, so hexadecimal text stays text"),
                loaded(
                        PIPELINEWISE,
                        "messages-with-unicode-characters.json",
                        Map.of("tap_mysql_test-test_table_unicode", "6 rows (" + three + DELETED + ")"),
                        "every character is itself, escaped in JSON or not"));
    }
}
