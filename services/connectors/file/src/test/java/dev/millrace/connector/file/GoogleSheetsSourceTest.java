package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.file.RecordedSheets.Formatted;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.connector.testkit.SourceContractTest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoogleSheetsSourceTest extends SourceContractTest {

    private static final KeyPair KEY = rsaKey();
    private static final String ADDRESS =
            "https://docs.google.com/spreadsheets/d/" + RecordedSheets.ID + "/edit?gid=0#gid=0";

    private final RecordedSheets google;
    private final List<Duration> pauses = new ArrayList<>();

    GoogleSheetsSourceTest() throws IOException {
        google = new RecordedSheets();
    }

    private static KeyPair rsaKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void fill() {
        google.put("Orders", row("id", "name", "paid"), row(1, "Ada", true), row(2, "Bob", false));
        google.put("It's empty");
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @SafeVarargs
    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    @Override
    protected Source source() {
        return new GoogleSheetsSource(google.addresses(), (client, duration) -> pauses.add(duration));
    }

    @Override
    protected String configuration() {
        return configuration(Map.of("service_account", serviceAccount()));
    }

    private static String configuration(Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(Map.of("spreadsheet", ADDRESS));
        all.putAll(fields);
        return new ObjectMapper().valueToTree(all).toString();
    }

    private static String serviceAccount() {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(KEY.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return new ObjectMapper()
                .createObjectNode()
                .put("type", "service_account")
                .put("client_email", "reader@shop.iam.gserviceaccount.com")
                .put("private_key_id", "k1")
                .put("private_key", pem)
                .toString();
    }

    @Override
    protected String refusedConfiguration() {
        return configuration(Map.of("client_id", "c", "client_secret", "s", "refresh_token", "stale"));
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.SOURCE_LOGIN_REFUSED;
    }

    private CollectedStream loaded(String sheet) {
        try (SourceSession session = open(configuration())) {
            return read(session, session.discover().stream(sheet), null, null);
        }
    }

    @Test
    void eachSheetWithSomethingInItIsATableAndHiddenOnesAreNotChosen() {
        google.put("Notes", row("note"), row("x"));
        google.hide("Notes");
        try (SourceSession session = open(configuration())) {
            assertThat(session.discover().streams())
                    .extracting(Stream::name, Stream::recommended, Stream::estimatedRows)
                    .containsExactly(tuple("Orders", true, 2L), tuple("Notes", false, 1L));
        }
    }

    @Test
    void numbersDatesAndTimesAreTypedByTheirFormats() {
        google.put(
                "Typed",
                row("day", "at", "time", "price", "share", "code", "length", "flag", "missing"),
                row(
                        new Formatted(45_322, "DATE"),
                        new Formatted(45_322.75, "DATE_TIME"),
                        new Formatted(0.5, "TIME"),
                        new Formatted(12.5, "CURRENCY"),
                        new Formatted(0.125, "PERCENT"),
                        "007",
                        new Formatted(1.5, "TIME"),
                        true,
                        null),
                row(
                        new Formatted(60, "DATE"),
                        new Formatted(45_322.000011574, "DATE_TIME"),
                        new Formatted(0.999988426, "TIME"),
                        10,
                        1,
                        "8",
                        2,
                        false,
                        "#N/A"));
        try (SourceSession session = open(configuration())) {
            Stream typed = session.discover().stream("Typed");
            assertThat(typed.fields())
                    .extracting(Field::name, Field::type)
                    .containsExactly(
                            tuple("day", "date"),
                            tuple("at", "timestamp"),
                            tuple("time", "time"),
                            tuple("price", "decimal"),
                            tuple("share", "decimal"),
                            tuple("code", "text"),
                            tuple("length", "decimal"),
                            tuple("flag", "boolean"),
                            tuple("missing", "text"));
            CollectedStream rows = read(session, typed, null, null);
            assertThat(rows.values("day")).containsExactly(LocalDate.of(2024, 1, 31), LocalDate.of(1900, 2, 28));
            assertThat(rows.values("at"))
                    .containsExactly(
                            LocalDateTime.parse("2024-01-31T18:00:00"), LocalDateTime.parse("2024-01-31T00:00:01"));
            assertThat(rows.values("time")).containsExactly(LocalTime.NOON, LocalTime.parse("23:59:59"));
            assertThat(rows.values("price")).containsExactly(new BigDecimal("12.5"), new BigDecimal("10"));
            assertThat(rows.values("code")).containsExactly("007", "8");
            assertThat(rows.values("length")).containsExactly(new BigDecimal("1.5"), new BigDecimal("2"));
            assertThat(rows.values("missing")).containsExactly(null, null);
        }
    }

    @Test
    void titlesEmptyRowsAndEmptyColumnsAreNoPartOfTheTable() {
        google.put(
                "Report",
                row("Sales of 2026"),
                row(),
                row(null, "region", null, "sold", "by", ""),
                row(null, "north", null, 5, "Ada"),
                row(null, null, null, null),
                row(null, "south", null, 7, "Bob"));
        try (SourceSession session = open(configuration())) {
            Stream report = session.discover().stream("Report");
            CollectedStream rows = read(session, report, null, null);

            assertThat(report.fields()).extracting(Field::name).containsExactly("region", "sold", "by");
            assertThat(rows.values("region")).containsExactly("north", "south");
            assertThat(rows.values("sold")).containsExactly(5L, 7L);
        }
    }

    @Test
    void aSheetWithoutNamesGetsNumberedColumns() {
        google.put("Plain", row(1, "x"), row(2, "y"));
        assertThat(loaded("Plain").values("column_1")).containsExactly(1L, 2L);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void aLongSheetComesInParts() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(row("id"));
        for (int i = 1; i <= 3_000; i++) {
            rows.add(row(i));
        }
        google.put("Long's", rows.toArray(new List[0]));

        CollectedStream loaded = loaded("Long's");

        assertThat(loaded.rows()).hasSize(3_000);
        assertThat(google.asked().stream().filter(query -> query.contains("'Long''s'!")))
                .hasSize(4)
                .allMatch(query -> query.endsWith("A1:Z961")
                        || query.endsWith("A962:Z1922")
                        || query.endsWith("A1923:Z2883")
                        || query.endsWith("A2884:Z3001"));
    }

    @Test
    void whoAsksTooOftenWaitsLongerEachTime() {
        google.fail("{}", 429, 503, 429);
        try (SourceSession session = open(configuration())) {
            session.check();
        }
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void aLimitThatStaysEndsTheAttempt() {
        google.fail("{}", 429, 429, 429, 429, 429, 429, 429, 429);
        assertRefused(configuration(), ErrorCode.SOURCE_INTERRUPTED, "Google limits how often spreadsheets are read");
        assertThat(pauses).hasSize(7).endsWith(Duration.ofSeconds(64));
    }

    @Test
    void aTokenThatHasEndedIsRenewedOnce() {
        try (SourceSession session = open(configuration())) {
            google.fail("{}", 401);
            session.check();
        }
        assertThat(google.tokensAsked()).hasSize(2);
    }

    @Test
    void theServiceAccountSignsItsWish() throws GeneralSecurityException {
        try (SourceSession session = open(configuration())) {
            session.check();
        }
        String[] token =
                google.tokensAsked().getFirst().replaceFirst(".*assertion=", "").split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KEY.getPublic());
        signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8))
                .isEqualTo("{\"iss\":\"reader@shop.iam.gserviceaccount.com\","
                        + "\"scope\":\"https://www.googleapis.com/auth/spreadsheets.readonly\","
                        + "\"aud\":\"https://oauth2.googleapis.com/token\",\"iat\":1795251600,\"exp\":1795255200}");
    }

    @Test
    void aPersonsPermissionOpensItToo() {
        Map<String, Object> permission = Map.of("client_id", "c", "client_secret", "s&", "refresh_token", "good");
        try (SourceSession session = open(configuration(permission))) {
            session.check();
        }
        assertThat(google.tokensAsked())
                .containsExactly("grant_type=refresh_token&client_id=c&client_secret=s%26&refresh_token=good");
    }

    @Test
    void aRenamedSheetIsSaidSoWithTheNamesThereAre() {
        try (SourceSession session = open(configuration())) {
            Stream orders = session.discover().stream("Orders");
            google.rename("Orders", "Sales");
            try (SourceSession later = open(configuration())) {
                assertThatThrownBy(() -> read(later, orders, null, null))
                        .isInstanceOf(MillraceException.class)
                        .hasMessage(
                                "The spreadsheet has no sheet \"Orders\"; it has \"Sales\". If it was renamed, choose it"
                                        + " by its new name, or give it the old one.");
            }
        }
    }

    @Test
    void aSheetThatChangesBetweenTwoAttemptsIsLoadedAnew() {
        try (SourceSession first = open(configuration())) {
            Stream orders = first.discover().stream("Orders");
            String state = read(first, orders, null, null)
                    .marks()
                    .getLast()
                    .state()
                    .replace("\"rows\":2,\"offset\":0,\"done\":true", "\"rows\":1,\"offset\":0,\"done\":false");
            google.put("Orders", row("id", "name", "paid"), row(9, "Cy", true));
            try (SourceSession second = open(configuration())) {
                assertThatThrownBy(() -> read(second, orders, null, state)).isInstanceOf(StateLostException.class);
            }
        }
    }

    @Test
    void whatGoogleRefusesIsSaidPlainly() {
        google.fail("{\"error\":{\"code\":403,\"status\":\"PERMISSION_DENIED\"}}", 403);
        assertRefused(
                configuration(),
                ErrorCode.SOURCE_NOT_PERMITTED,
                "The spreadsheet is not shared with reader@shop.iam.gserviceaccount.com.");
        google.fail("{\"error\":{\"code\":403,\"details\":[{\"reason\":\"SERVICE_DISABLED\"}]}}", 403);
        assertRefused(configuration(), ErrorCode.SOURCE_NOT_PERMITTED, "The Google Sheets API is not enabled.");
        google.fail(
                "{\"error\":{\"code\":400,\"message\":\"This operation is not supported for this document\"}}", 400);
        assertRefused(configuration(), ErrorCode.SOURCE_UNREADABLE, "It is an Excel file in Google Drive");
        assertRefused(
                configuration(Map.of("service_account", serviceAccount(), "spreadsheet", "2" + RecordedSheets.ID)),
                ErrorCode.SOURCE_UNREADABLE,
                "There is no such spreadsheet.");
        assertRefused(
                configuration(Map.of("service_account", "{}")),
                ErrorCode.INVALID_CONFIGURATION,
                "The service account key can't be read.");
        assertRefused(configuration(Map.of()), ErrorCode.INVALID_CONFIGURATION, "There is no login yet.");
        assertRefused(
                configuration(Map.of("spreadsheet", "https://example.com/sheet")),
                ErrorCode.INVALID_CONFIGURATION,
                "is no address of a Google spreadsheet");
    }

    private void assertRefused(String configuration, ErrorCode code, String message) {
        assertThatThrownBy(() -> {
                    try (SourceSession session = open(configuration)) {
                        session.check();
                    }
                })
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
