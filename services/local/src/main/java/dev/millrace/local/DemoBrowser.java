package dev.millrace.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** Does what a browser does for a person: keeps cookies, follows redirects, fills in forms, calls the API. */
public final class DemoBrowser {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BAD_REQUEST = 400;

    private final URI start;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new LoopbackCookies())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    DemoBrowser(URI start) {
        this.start = start;
    }

    /** A page as it is after all redirects. */
    Document open(URI address) {
        return page(send(HttpRequest.newBuilder(start.resolve(address)).GET()));
    }

    Document open(String path) {
        return open(URI.create(path));
    }

    /** Fills in a form of a page and sends it. */
    Document submit(Document page, String form, Map<String, String> fields) {
        Element found = page.selectFirst(form);
        if (!(found instanceof FormElement element)) {
            throw new ServerFailedException("The page \"" + page.title() + "\" has no form " + form + ": "
                    + page.text().substring(0, Math.min(200, page.text().length())));
        }
        Map<String, String> values = new HashMap<>();
        element.formData().forEach(field -> values.put(field.key(), field.value()));
        values.putAll(fields);
        String body = values.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return page(send(HttpRequest.newBuilder(URI.create(element.absUrl("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))));
    }

    /** What the API answers. */
    public JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    /** Sends something to the API as JSON. */
    public JsonNode post(String path, Object body) {
        return json(
                send(request(path).header("Content-Type", "application/json").POST(publisher(body))));
    }

    /** Replaces something in the API by this JSON. */
    public JsonNode put(String path, Object body) {
        return json(
                send(request(path).header("Content-Type", "application/json").PUT(publisher(body))));
    }

    JsonNode upload(String path, byte[] content) {
        return upload(path, BodyPublishers.ofByteArray(content));
    }

    /** Sends the content of a file. */
    public JsonNode upload(String path, Path file) {
        try {
            return upload(path, BodyPublishers.ofFile(file));
        } catch (FileNotFoundException e) {
            throw new ServerFailedException("There is no file " + file, e);
        }
    }

    private JsonNode upload(String path, BodyPublisher content) {
        return json(send(
                request(path).header("Content-Type", "application/octet-stream").POST(content)));
    }

    private HttpRequest.Builder request(String path) {
        // The header tells the front door that no other site's page makes this request.
        return HttpRequest.newBuilder(start.resolve(path))
                .header("Accept", "application/json")
                .header("X-Requested-With", "JavaScript");
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) {
        HttpRequest request = builder.timeout(Duration.ofSeconds(30)).build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= BAD_REQUEST) {
                throw new ServerFailedException(
                        request.method() + " " + request.uri().getPath() + " was answered with " + response.statusCode()
                                + ": " + detail(response.body()));
            }
            return response;
        } catch (IOException e) {
            throw new ServerFailedException(request.uri() + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Stopped while waiting for " + request.uri(), e);
        }
    }

    private static Document page(HttpResponse<String> response) {
        return Jsoup.parse(response.body(), response.uri().toString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new ServerFailedException(response.uri() + " did not answer with JSON.", e);
        }
    }

    private static BodyPublisher publisher(Object body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What a problem says, or the beginning of what a page does. */
    private static String detail(String body) {
        try {
            return JSON.readTree(body).path("detail").asText(body);
        } catch (JsonProcessingException e) {
            String text = Jsoup.parse(body).text();
            return text.substring(0, Math.min(200, text.length()));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Keeps secure cookies for the loopback address although it is plain HTTP, as browsers do. */
    private static final class LoopbackCookies extends CookieManager {

        @Override
        public void put(URI address, Map<String, List<String>> headers) throws IOException {
            Map<String, List<String>> plain = new HashMap<>();
            headers.forEach((name, values) -> plain.put(
                    name,
                    name != null && name.toLowerCase(Locale.ROOT).equals("set-cookie")
                            ? values.stream()
                                    .map(cookie -> cookie.replaceAll("(?i);\\s*secure\\b", ""))
                                    .toList()
                            : values));
            super.put(address, plain);
        }
    }
}
