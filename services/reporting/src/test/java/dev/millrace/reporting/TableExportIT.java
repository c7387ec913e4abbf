package dev.millrace.reporting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.TenantId;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TestTokens;
import dev.millrace.platform.testkit.TestWarehouses;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.sql.SQLException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "reporting"))
class TableExportIT {

    @Test
    void aTableIsExportedAsItIsWithoutTheLoadersOwnColumns() throws SQLException {
        TenantId tenant = PersonalTenants.of("xaver");
        TestWarehouses.execute(tenant, """
                create schema odd;
                create table odd."Or""ders" as
                select n as id, case n when 1 then 'a, "b"' when 2 then '' end as "the text", now() as _millrace_loaded_at
                from generate_series(1, 3) n
                """);

        assertThat(as("xaver")
                        .get("/api/v1/tenants/{t}/tables/{s}/{n}/rows", tenant.toString(), "odd", "Or\"ders")
                        .then()
                        .statusCode(200)
                        .contentType("text/csv")
                        .extract()
                        .asString())
                .isEqualTo("id,the text\n1,\"a, \"\"b\"\"\"\n2,\"\"\n3,\n");
        as("xaver")
                .get("/api/v1/tenants/{t}/tables/{s}/{n}/rows", tenant.toString(), "odd", "missing")
                .then()
                .statusCode(404);
        as("viewer-of-xaver")
                .get("/api/v1/tenants/{t}/tables/{s}/{n}/rows", tenant.toString(), "odd", "Or\"ders")
                .then()
                .statusCode(403);
        as("berta")
                .get("/api/v1/tenants/{t}/tables/{s}/{n}/rows", tenant.toString(), "odd", "Or\"ders")
                .then()
                .statusCode(404);
    }

    @RepeatedTest(5)
    void aTableThatBreaksOffInTheMiddleIsNotTakenForAWholeOne() throws Exception {
        TenantId tenant = PersonalTenants.of("xenja");
        TestWarehouses.execute(
                tenant,
                "create schema if not exists odd; create or replace view odd.breaks as"
                        + " select 1 / (200000 - n) as id from generate_series(1, 400000) n");

        HttpURLConnection rows = (HttpURLConnection) URI.create(RestAssured.baseURI + ":" + RestAssured.port
                        + "/api/v1/tenants/" + tenant + "/tables/odd/breaks/rows")
                .toURL()
                .openConnection();
        rows.setRequestProperty("Authorization", "Bearer " + TestTokens.person("xenja"));

        assertThat(rows.getResponseCode()).isEqualTo(200);
        assertThatThrownBy(() -> rows.getInputStream().transferTo(OutputStream.nullOutputStream()))
                .isInstanceOf(IOException.class);
    }

    private static RequestSpecification as(String person) {
        return given().auth().oauth2(TestTokens.person(person));
    }
}
