package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.complete;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.token;
import static dev.millrace.connector.ConnectorClient.worker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks for permissions as members do, and plays the login server and the worker. */
final class PermissionClient {

    static final String ASKED = "/api/v1/tenants/{t}/authorisations";
    static final String ONE = ASKED + "/{a}";
    static final String SOURCE = "/api/v1/tenants/{t}/sources/{s}";
    static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "object",
            "required",
            List.of("company", "client_id", "client_secret", "refresh_token"),
            "additionalProperties",
            false,
            "properties",
            Map.of(
                    "company", Map.of("type", "string", "title", "Company"),
                    "client_id", Map.of("type", "string", "title", "Client ID"),
                    "client_secret", Map.of("type", "string", "title", "Client secret", "secret", true),
                    "refresh_token",
                            Map.of("type", "string", "title", "Refresh token", "secret", true, "renewable", true)),
            "authorisation",
            Map.of(
                    "authorizeUrl",
                    "https://login.example.com/authorize",
                    "tokenUrl",
                    "https://login.example.com/token",
                    "scopes",
                    List.of("books.read", "offline"),
                    "parameters",
                    Map.of("prompt", "consent"),
                    "basic",
                    true,
                    "lastsDays",
                    100,
                    "fields",
                    Map.of("clientId", "client_id", "clientSecret", "client_secret", "refreshToken", "refresh_token")));

    static final Map<String, Object> OWN_APP = Map.of("client_id", "my-app", "client_secret", "my-secret");

    static Response ask(String person, Map<String, Object> body) {
        Response asked = as(person).body(body).post(ASKED, tenant(person));
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(201);
        return asked;
    }

    static Map<String, String> query(Response asked) {
        String query = URI.create(asked.path("url")).getRawQuery();
        return Stream.of(query.split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parameter -> parameter[0],
                        parameter -> URLDecoder.decode(parameter[1], StandardCharsets.UTF_8)));
    }

    static ValidatableResponse answer(String person, Response asked, Map<String, String> body) {
        return as(person)
                .body(body)
                .post(ONE + "/answer", tenant(person), asked.path("id"))
                .then();
    }

    static Map<String, String> good(Response asked) {
        return Map.of("state", query(asked).get("state"), "code", "c0de");
    }

    static ValidatableResponse claimCode(Object authorisation) {
        return worker().body(Map.of("worker", "worker-1"))
                .post("/internal/v1/authorisations/{a}/claims", authorisation)
                .then();
    }

    static void exchanged(Object authorisation, String refreshToken) {
        Map<String, Object> tokens = new HashMap<>();
        tokens.put("accessToken", "access-1");
        tokens.put("refreshToken", refreshToken);
        tokens.put("accessTokenLife", "PT1H");
        worker().body(Map.of("worker", "worker-1", "tokens", tokens))
                .post("/internal/v1/authorisations/{a}/completion", authorisation)
                .then()
                .statusCode(204);
    }

    static Response given(String person, Map<String, Object> body, String refreshToken) {
        Response asked = ask(person, body);
        answer(person, asked, good(asked)).statusCode(202).body("state", equalTo("WAITING"));
        claimCode(asked.path("id")).statusCode(200);
        exchanged(asked.path("id"), refreshToken);
        return asked;
    }

    static Response connect(String person, String connector, Object authorisation) {
        return as(person)
                .body(Map.of(
                        "connector",
                        connector,
                        "name",
                        "Books of " + person,
                        "configuration",
                        Map.of("company", "company-42"),
                        "authorisation",
                        authorisation))
                .post("/api/v1/tenants/{t}/sources", tenant(person));
    }

    /** A source whose first look is over, so that another may begin. */
    static String connected(String person) {
        Response asked = given(person, Map.of("connector", "books", "configuration", OWN_APP), "refresh-1");
        Response connected = connect(person, "books", asked.path("id"));
        assertThat(connected.statusCode()).as(connected.asString()).isEqualTo(202);
        String run = connected.path("run.id");
        complete(run, token(claim(run).extract().response()), "FAILED", Map.of())
                .statusCode(204);
        return connected.path("source.id");
    }

    private PermissionClient() {}
}
