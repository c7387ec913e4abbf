package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was packaged as a program of its own. */
@QuarkusIntegrationTest
@WithTestResource(WorkerSurroundings.class)
class SyncWorkerExecutableIT {

    private static final int READY = 200;
    private static final int MOST_LOOKS = 600;
    private static final Duration PAUSE = Duration.ofMillis(100);

    @TestHTTPResource("/q/health/ready")
    URI ready;

    /** It is ready once it takes jobs and the control plane knows what it can read, which is after it has started. */
    @Test
    void itAnnouncesItsConnectorsAndIsReady() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = ask(client);
            for (int more = MOST_LOOKS; answer.statusCode() != READY && more > 0; more--) {
                Thread.sleep(PAUSE);
                answer = ask(client);
            }

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(READY);
        }
    }

    private HttpResponse<String> ask(HttpClient client) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
    }
}
