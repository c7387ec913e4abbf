package dev.millrace.cli.singer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.singer.PartLimits;
import dev.millrace.kernel.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The target, against a Millrace that keeps what it is sent. */
class SingerTargetIT {

    private static final String SCHEMA = "{\"type\":\"SCHEMA\",\"stream\":\"people\",\"schema\":"
            + "{\"properties\":{\"id\":{\"type\":\"integer\"}}},\"key_properties\":[\"id\"]}\n";

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream states = new ByteArrayOutputStream();
    private FakePlatform platform;

    @BeforeEach
    void start() throws IOException {
        platform = new FakePlatform();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private static String row(int id) {
        return "{\"type\":\"RECORD\",\"stream\":\"people\",\"record\":{\"id\":" + id + "}}\n";
    }

    private static String row(int version, int id) {
        return row(id).replace(",\"record\"", ",\"version\":" + version + ",\"record\"");
    }

    private static String state(int at) {
        return "{\"type\":\"STATE\",\"value\":{\"at\":" + at + "}}\n";
    }

    private void pipe(String messages) throws IOException {
        pipe(messages, platform.url(), FakePlatform.KEY, FakePlatform.TENANT);
    }

    private void pipe(String messages, URI url, String key, String tenant) throws IOException {
        TargetSettings settings = new TargetSettings(
                url,
                key,
                TenantId.fromString(tenant),
                "Acme tap",
                // Every STATE ends a part.
                new PartLimits(1_000_000, Duration.ZERO),
                Duration.ofSeconds(30));
        new SingerTarget(
                        settings,
                        new ByteArrayInputStream(messages.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(states, true, StandardCharsets.UTF_8),
                        log::add)
                .run();
    }

    private String states() {
        return states.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theFirstPartMakesTheSourceAndEachFurtherOneTakesItsPlace() throws IOException {
        pipe(SCHEMA + row(1) + state(1) + row(2) + state(2));
        assertThat(platform.loaded())
                .containsExactly(List.of(SCHEMA + row(1) + state(1)), List.of(SCHEMA + row(2) + state(2)));
        assertThat(states()).isEqualTo("{\"at\":1}\n{\"at\":2}\n");
        assertThat(log).last().isEqualTo("done: 2 records of the tap are loaded");

        pipe(SCHEMA + row(3) + state(3));
        assertThat(platform.loaded()).hasSize(3).last().isEqualTo(List.of(SCHEMA + row(3) + state(3)));
        assertThat(platform.changes()).isEqualTo(2);
    }

    @Test
    void rowsThatWaitForTheirActivationStayBesideTheNextParts() throws IOException {
        String activation = "{\"type\":\"ACTIVATE_VERSION\",\"stream\":\"people\",\"version\":2}\n";
        pipe(SCHEMA + row(2, 1) + state(1));
        pipe(SCHEMA + row(2, 2) + activation + state(2) + row(2, 3) + state(3));

        String first = SCHEMA + row(2, 1) + state(1);
        String second = SCHEMA + row(2, 2) + activation + state(2);
        assertThat(platform.loaded())
                .containsExactly(List.of(first), List.of(first, second), List.of(SCHEMA + row(2, 3) + state(3)));
    }

    @Test
    void aTapThatFindsNothingTellsItsStateAndNothingIsLoaded() throws IOException {
        pipe(state(7));
        assertThat(states()).isEqualTo("{\"at\":7}\n");
        assertThat(platform.loaded()).isEmpty();
    }

    @Test
    void aMillraceThatRestartsIsAskedAgain() throws IOException {
        platform.goAwayAfter(2);
        pipe(SCHEMA + row(1));
        assertThat(platform.loaded()).hasSize(1);
        assertThat(log).contains("Millrace does not answer (it answers 503); asked again in 1.0 s.");
    }

    @Test
    void aFailedRunEndsTheTargetAndItsStateIsNotGiven() throws IOException {
        pipe(SCHEMA + row(1) + state(1));
        platform.failNext("The warehouse is full. Ask the operator.");
        assertThatThrownBy(() -> pipe(SCHEMA + row(2) + state(2) + row(3) + state(3)))
                .hasMessage("Part 1 could not be loaded: The warehouse is full. Ask the operator.");
        assertThat(states()).isEqualTo("{\"at\":1}\n");
    }

    @Test
    void aWrongLineEndsTheTargetBehindThePartsThatAreWhole() {
        assertThatThrownBy(() -> pipe(SCHEMA + row(1) + state(1) + row(2) + "{\"type\":\"RECO"))
                .hasMessageStartingWith("The tap broke off in the middle of line 5.");
        assertThat(states()).isEqualTo("{\"at\":1}\n");
        assertThat(platform.loaded()).hasSize(1);
    }

    @Test
    void whatIsWrongWithTheConfigurationIsSaidBeforeTheTapIsRead() throws IOException {
        assertThatThrownBy(() -> pipe(SCHEMA, platform.url(), "mlr_other", FakePlatform.TENANT))
                .hasMessage("Millrace does not take the API key: it is wrong, revoked or expired. Make one in the"
                        + " workspace's settings, and give it as MILLRACE_API_KEY or \"api_key\".");
        String other = "0190a000-0000-7000-8000-000000000002";
        assertThatThrownBy(() -> pipe(SCHEMA, platform.url(), FakePlatform.KEY, other))
                .hasMessage(
                        "There is no workspace " + other + " for this API key. Check \"tenant\" of the configuration.");
        URI nobody = URI.create("http://127.0.0.1:1");
        assertThatThrownBy(() -> pipe(SCHEMA, nobody, FakePlatform.KEY, FakePlatform.TENANT))
                .hasMessage(
                        "Millrace can't be reached at http://127.0.0.1:1 (nothing listens there). Check \"url\" of the"
                                + " configuration, and whether Millrace runs.");
        assertThatThrownBy(() ->
                        pipe(SCHEMA, URI.create("http://millrace.invalid"), FakePlatform.KEY, FakePlatform.TENANT))
                .hasMessageStartingWith(
                        "Millrace can't be reached at http://millrace.invalid (there is no such host).");
        platform.connect("Acme tap", "file");
        assertThatThrownBy(() -> pipe(SCHEMA))
                .hasMessage("There is another source called \"Acme tap\", into which nothing can be piped. Choose"
                        + " another name as \"source\".");
    }
}
