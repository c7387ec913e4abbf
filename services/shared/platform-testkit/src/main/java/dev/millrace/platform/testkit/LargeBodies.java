package dev.millrace.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** JSON that is larger than anybody needs. */
public final class LargeBodies {

    private static final int TOO_MANY_BYTES = 4_000_000;

    private LargeBodies() {}

    /** Holds that an endpoint refuses too large a body, whether its length is declared or it comes in chunks. */
    public static void areRefused(String method, String path, String token) throws IOException, InterruptedException {
        byte[] body = ("{\"name\":\"" + "x".repeat(TOO_MANY_BYTES) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (BodyPublisher publisher : List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            HttpResponse<String> answer = send(method, path, token, publisher);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            JsonPath problem = JsonPath.from(answer.body());
            assertThat(problem.getString("code")).isEqualTo("too-large");
            assertThat(problem.getString("detail")).contains("larger than 3 MB");
        }
    }

    private static HttpResponse<String> send(String method, String path, String token, BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
