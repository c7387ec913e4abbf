package dev.millrace.connector.file.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.spi.http.GuardedClient;
import dev.millrace.connector.spi.http.GuardedClient.Response;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks Google for a spreadsheet (developers.google.com/workspace/sheets/api/reference/rest). Google lets a user ask sixty times a minute;
 * who asks more often is waited for.
 */
public final class SheetsApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Answers are to have about two megabytes, as Google recommends; a cell takes some eighty bytes. */
    private static final int CELLS_PER_REQUEST = 25_000;

    /** Google's quota begins anew each minute: two minutes in all. */
    private static final int MOST_RETRIES = 7;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_FAILED = 500;
    private static final int LETTERS = 26;

    /**
     * Where Google is.
     *
     * @param sheets the API of spreadsheets
     * @param token the place of tokens
     */
    public record Addresses(String sheets, String token) {

        /** Google's own. */
        public static final Addresses GOOGLE =
                new Addresses("https://sheets.googleapis.com", "https://oauth2.googleapis.com/token");
    }

    /** A sheet of cells, with the size of its grid. */
    public record Sheet(String title, boolean hidden, int rows, int columns) {}

    /** The name of a spreadsheet, and its sheets in their order. */
    public record Spreadsheet(String title, List<Sheet> sheets) {

        public Spreadsheet {
            sheets = List.copyOf(sheets);
        }
    }

    private final GuardedClient client;
    private final Addresses addresses;
    private final GoogleLogin login;
    private final String spreadsheet;
    private final InstantSource clock;
    private final Consumer<Duration> pause;
    private @Nullable String token;

    /**
     * The API for one spreadsheet.
     *
     * @param spreadsheet its ID
     * @param pause waits before Google is asked again
     */
    public SheetsApi(
            GuardedClient client,
            Addresses addresses,
            GoogleLogin login,
            String spreadsheet,
            InstantSource clock,
            Consumer<Duration> pause) {
        this.client = client;
        this.addresses = addresses;
        this.login = login;
        this.spreadsheet = spreadsheet;
        this.clock = clock;
        this.pause = pause;
    }

    /** What is in the spreadsheet. Charts and the like are no sheets of cells. */
    public Spreadsheet describe() {
        JsonNode answer = get(
                "?fields=properties.title,sheets.properties(title,hidden,sheetType,gridProperties(rowCount,columnCount))");
        List<Sheet> sheets = new ArrayList<>();
        for (JsonNode sheet : answer.path("sheets")) {
            JsonNode properties = sheet.path("properties");
            if (properties.path("sheetType").asText("GRID").equals("GRID")) {
                sheets.add(new Sheet(
                        properties.path("title").asText(),
                        properties.path("hidden").asBoolean(),
                        properties.path("gridProperties").path("rowCount").asInt(),
                        properties.path("gridProperties").path("columnCount").asInt()));
            }
        }
        return new Spreadsheet(answer.path("properties").path("title").asText(), sheets);
    }

    /**
     * The rows of a sheet from the first to the last, some at a time: of each cell its {@code effectiveValue}, and the type of its number
     * format, by which a date differs from a number.
     *
     * @param rows takes each row, a list of cells
     */
    public void rows(Sheet sheet, Consumer<JsonNode> rows) {
        int step = Math.max(1, CELLS_PER_REQUEST / Math.max(1, sheet.columns()));
        for (int from = 1; from <= sheet.rows(); from += step) {
            int until = Math.min(from + step - 1, sheet.rows());
            String range =
                    "'" + sheet.title().replace("'", "''") + "'!A" + from + ":" + letters(sheet.columns()) + until;
            JsonNode answer = get("?fields=sheets.data.rowData.values(effectiveValue,effectiveFormat.numberFormat.type)"
                    + "&prettyPrint=false&ranges=" + URLEncoder.encode(range, StandardCharsets.UTF_8));
            answer.path("sheets")
                    .path(0)
                    .path("data")
                    .path(0)
                    .path("rowData")
                    .forEach(row -> rows.accept(row.path("values")));
        }
    }

    /** A column as people know it: A, Z, AA. */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int left = column; left > 0; left = (left - 1) / LETTERS) {
            letters.insert(0, (char) ('A' + (left - 1) % LETTERS));
        }
        return letters.toString();
    }

    private JsonNode get(String query) {
        URI address = URI.create(addresses.sheets() + "/v4/spreadsheets/" + spreadsheet + query);
        boolean renewed = false;
        for (int retries = 0; ; retries++) {
            HttpRequest request = GuardedClient.request(address)
                    .setHeader("Accept", "application/json")
                    .setHeader("Accept-Encoding", "gzip")
                    .setHeader("Authorization", "Bearer " + token())
                    .build();
            try (Response answer = client.send(request)) {
                int status = answer.status();
                if (status < 300) {
                    return JSON.readTree(body(answer));
                }
                if (status == UNAUTHORIZED && !renewed) {
                    renewed = true;
                    token = null;
                } else if (!mayPass(status) || retries == MOST_RETRIES) {
                    throw refused(status, message(answer));
                } else {
                    pause.accept(retryAfter(answer).orElse(FIRST_PAUSE.multipliedBy(1L << retries)));
                }
            } catch (IOException e) {
                if (retries == MOST_RETRIES) {
                    throw unreachable(e);
                }
                pause.accept(FIRST_PAUSE.multipliedBy(1L << retries));
            }
        }
    }

    private static boolean mayPass(int status) {
        return status == TOO_MANY_REQUESTS || status >= SERVER_FAILED;
    }

    private static Optional<Duration> retryAfter(Response answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,3}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private static InputStream body(Response answer) throws IOException {
        boolean packed = answer.headers()
                .firstValue("Content-Encoding")
                .filter(encoding -> encoding.equalsIgnoreCase("gzip"))
                .isPresent();
        return packed ? new GZIPInputStream(answer.body()) : answer.body();
    }

    /** What Google says is wrong; nothing when it does not say it in JSON. */
    private static JsonNode message(Response answer) {
        try {
            return JSON.readTree(body(answer)).path("error");
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private MillraceException refused(int status, JsonNode error) {
        String reason = error.path("details").path(0).path("reason").asText("");
        String shared = login.email().isEmpty() ? "with whoever authorised it" : "with " + login.email();
        if (reason.equals("SERVICE_DISABLED")) {
            return new MillraceException(
                    ErrorCode.SOURCE_NOT_PERMITTED,
                    "The Google Sheets API is not enabled. On console.cloud.google.com: APIs and Services, Library, Google Sheets API, Enable.");
        }
        return switch (status) {
            case UNAUTHORIZED ->
                new MillraceException(
                        ErrorCode.SOURCE_LOGIN_REFUSED, "Google does not accept the login. " + login.advice());
            case 403 ->
                new MillraceException(
                        ErrorCode.SOURCE_NOT_PERMITTED,
                        "The spreadsheet is not shared " + shared + ". Share it there, as a viewer.");
            case 404 ->
                new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        "There is no such spreadsheet. Copy its address anew from the browser.");
            case 400 ->
                new MillraceException(
                        ErrorCode.SOURCE_UNREADABLE,
                        error.path("message").asText("").contains("not supported for this document")
                                ? "It is an Excel file in Google Drive, and no Google Sheet. Open it there, and choose File, Save as Google Sheets."
                                : "Google can't read a sheet that it had named: it was renamed or deleted meanwhile. Sync again.");
            case TOO_MANY_REQUESTS ->
                new MillraceException(
                        ErrorCode.SOURCE_INTERRUPTED,
                        "Google limits how often spreadsheets are read, and did so for minutes. It is tried again later.");
            default ->
                new MillraceException(
                        ErrorCode.SOURCE_INTERRUPTED, "Google answers with status " + status + ". It is tried again.");
        };
    }

    private String token() {
        String present = token;
        if (present != null) {
            return present;
        }
        HttpRequest request = GuardedClient.request(URI.create(addresses.token()))
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(login.form(clock.instant())))
                .build();
        try (Response answer = client.send(request)) {
            if (mayPass(answer.status())) {
                throw new IOException("status " + answer.status());
            }
            JsonNode json = JSON.readTree(answer.body());
            String given = json.path("access_token").asText("");
            if (answer.status() >= 300 || given.isEmpty()) {
                throw new MillraceException(
                        ErrorCode.SOURCE_LOGIN_REFUSED,
                        "Google does not accept the login ("
                                + json.path("error").asText("status " + answer.status()) + "). " + login.advice());
            }
            token = given;
            return given;
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_INTERRUPTED,
                    "Google did not answer the login as it should. It is tried again.",
                    e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static MillraceException unreachable(IOException cause) {
        return new MillraceException(
                ErrorCode.SOURCE_UNREACHABLE, "Google can't be reached right now. It is tried again.", cause);
    }
}
