package dev.millrace.tenantmanagement;

import static io.restassured.RestAssured.given;

import dev.millrace.platform.testkit.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** What people and other services ask of this service, for its tests. */
final class TenantCalls {

    private TenantCalls() {}

    static RequestSpecification as(String person) {
        return withToken(TestTokens.person(person));
    }

    static RequestSpecification service(String name) {
        return withToken(TestTokens.service(name));
    }

    static RequestSpecification withToken(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    /** Makes a workspace, with a key against repetitions as the web app sends it, and gives its id. */
    static String createTenant(String person, String name) {
        return as(person)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(Map.of("name", name))
                .post("/api/v1/tenants")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** What a service is told of a workspace's warehouse: {@code host}, {@code port}, {@code database}, {@code user}, {@code password}. */
    static Map<String, Object> warehouse(String tenant, String service, String role) {
        return service(service)
                .get("/internal/v1/tenants/{t}/warehouse?role={r}", tenant, role)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");
    }

    static Connection connect(Map<String, Object> warehouse) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + warehouse.get("host") + ":" + warehouse.get("port") + "/"
                        + warehouse.get("database"),
                (String) warehouse.get("user"),
                (String) warehouse.get("password"));
    }
}
