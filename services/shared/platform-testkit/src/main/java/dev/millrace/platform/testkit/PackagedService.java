package dev.millrace.platform.testkit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every service with a database has to do once it is packaged, native or for the JVM, and runs as a program of its own. */
public abstract class PackagedService {

    private final String path;

    /** @param path of the API that a workspace's members ask, with {@code {tenant}} in it */
    protected PackagedService(String path) {
        this.path = path;
    }

    @Test
    void itHasItsSchemaAndIsReady() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void whoDoesNotSayWhoTheyAreGetsAProblem() {
        given().get(path, UUID.randomUUID())
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("not-authenticated"));
    }
}
