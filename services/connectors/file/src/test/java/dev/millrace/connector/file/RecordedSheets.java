package dev.millrace.connector.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.connector.file.google.SheetsApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers as Google's API of spreadsheets documents it, for one spreadsheet. */
final class RecordedSheets implements AutoCloseable {

    static final String ID = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
    static final String TOKEN = "ya29.recorded";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RANGE = Pattern.compile("'(.*)'!A(\\d+):([A-Z]+)(\\d+)");

    /** A number with a format. */
    record Formatted(double number, String type) {}

    private final Map<String, List<List<@Nullable Object>>> sheets = new LinkedHashMap<>();
    private final List<String> hidden = new ArrayList<>();
    private final Deque<Integer> failures = new ArrayDeque<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> tokensAsked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private String failure = "{}";

    RecordedSheets() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            tokensAsked.add(form);
            boolean good = form.contains("refresh_token=good") || form.contains("&assertion=");
            send(
                    exchange,
                    good ? 200 : 400,
                    good ? "{\"access_token\":\"" + TOKEN + "\"}" : "{\"error\":\"invalid_grant\"}");
        });
        server.createContext("/v4/spreadsheets/" + ID, this::answer);
        server.createContext("/v4/spreadsheets/", exchange -> send(exchange, 404, "{\"error\":{\"code\":404}}"));
        server.start();
    }

    SheetsApi.Addresses addresses() {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return new SheetsApi.Addresses(base, base + "/token");
    }

    @SafeVarargs
    final void put(String title, List<@Nullable Object>... rows) {
        sheets.put(title, List.of(rows));
    }

    void rename(String from, String to) {
        sheets.put(to, sheets.remove(from));
    }

    void hide(String title) {
        hidden.add(title);
    }

    /** The next requests are answered with these, and a body. */
    void fail(String body, Integer... statuses) {
        failure = body;
        failures.addAll(List.of(statuses));
    }

    List<String> asked() {
        return asked;
    }

    List<String> tokensAsked() {
        return tokensAsked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        asked.add(query);
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{}");
        } else if (!failures.isEmpty()) {
            send(exchange, failures.pop(), failure);
        } else if (query.contains("ranges=")) {
            send(
                    exchange,
                    200,
                    values(query.substring(query.indexOf("ranges=") + 7)).toString());
        } else {
            send(exchange, 200, described().toString());
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private ObjectNode described() {
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("properties").put("title", "Shop");
        ArrayNode list = answer.putArray("sheets");
        sheets.forEach((title, rows) -> {
            ObjectNode properties = list.addObject().putObject("properties");
            properties.put("title", title).put("sheetType", "GRID");
            if (hidden.contains(title)) {
                properties.put("hidden", true);
            }
            int columns = rows.stream().mapToInt(List::size).max().orElse(0);
            properties
                    .putObject("gridProperties")
                    .put("rowCount", Math.max(rows.size(), 1_000))
                    .put("columnCount", Math.max(columns, 26));
        });
        list.addObject().putObject("properties").put("title", "Chart").put("sheetType", "OBJECT");
        return answer;
    }

    /** Rows and cells behind the last that is filled are left out, as Google does. */
    private ObjectNode values(String range) {
        Matcher parts = RANGE.matcher(range);
        if (!parts.matches()) {
            throw new IllegalArgumentException(range);
        }
        List<List<@Nullable Object>> rows = sheets.getOrDefault(parts.group(1).replace("''", "'"), List.of());
        int from = Integer.parseInt(parts.group(2)) - 1;
        int until = Math.min(Integer.parseInt(parts.group(4)), rows.size());
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode data = answer.putArray("sheets").addObject().putArray("data").addObject();
        if (from < until) {
            ArrayNode rowData = data.putArray("rowData");
            rows.subList(from, until).forEach(row -> write(row, rowData.addObject()));
        }
        return answer;
    }

    private static void write(List<@Nullable Object> row, ObjectNode written) {
        if (row.isEmpty()) {
            return;
        }
        ArrayNode values = written.putArray("values");
        for (Object cell : row) {
            ObjectNode value = values.addObject();
            switch (cell) {
                case null -> {
                    // A cell without a value.
                }
                case String text
                when text.startsWith("#") ->
                    value.putObject("effectiveValue").putObject("errorValue").put("type", "N_A");
                case String text -> value.putObject("effectiveValue").put("stringValue", text);
                case Boolean flag -> value.putObject("effectiveValue").put("boolValue", flag);
                case Formatted formatted -> {
                    value.putObject("effectiveValue").put("numberValue", formatted.number());
                    value.putObject("effectiveFormat").putObject("numberFormat").put("type", formatted.type());
                }
                default -> value.putObject("effectiveValue").put("numberValue", ((Number) cell).doubleValue());
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
