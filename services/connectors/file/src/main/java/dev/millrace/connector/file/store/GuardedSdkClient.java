package dev.millrace.connector.file.store;

import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.http.GuardedClient;
import dev.millrace.connector.spi.http.GuardedClient.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Lets Amazon's SDK speak with hosts that the guard lets through. */
final class GuardedSdkClient implements SdkHttpClient {

    /** The JDK's client writes these itself. */
    private static final Set<String> WRITTEN_BY_CLIENT =
            Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final GuardedClient client;

    GuardedSdkClient(EgressGuard egress) {
        this.client = new GuardedClient(egress);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return send(request);
            }

            @Override
            public void abort() {
                // The SDK aborts what takes too long; the client has limits of its own.
            }
        };
    }

    private HttpExecuteResponse send(HttpExecuteRequest execution) throws IOException {
        SdkHttpRequest request = execution.httpRequest();
        HttpRequest.Builder builder = GuardedClient.request(request.getUri())
                .method(
                        request.method().name(),
                        body(execution.contentStreamProvider().orElse(null)));
        request.forEachHeader((name, values) -> {
            if (!WRITTEN_BY_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                builder.setHeader(name, String.join(",", values));
            }
        });
        // A signature holds for one host.
        Response response = client.sendOnce(builder.build());
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(response.status())
                        .headers(response.headers().map())
                        .build())
                .responseBody(AbortableInputStream.create(response.body(), response::close))
                .build();
    }

    private static BodyPublisher body(@Nullable ContentStreamProvider content) throws IOException {
        if (content == null) {
            return BodyPublishers.noBody();
        }
        try (InputStream stream = content.newStream()) {
            return BodyPublishers.ofByteArray(stream.readAllBytes());
        }
    }

    boolean isCancelled() {
        return client.isCancelled();
    }

    void cancel() {
        client.cancel();
    }

    @Override
    public void close() {
        client.close();
    }
}
