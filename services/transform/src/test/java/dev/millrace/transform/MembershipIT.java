package dev.millrace.transform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.events.ApiKeyRevoked;
import dev.millrace.events.EventTypes;
import dev.millrace.events.MembershipChanged;
import dev.millrace.events.MillraceEvent;
import dev.millrace.events.Topics;
import dev.millrace.kernel.ApiKeyId;
import dev.millrace.kernel.MemberId;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.AccessQuestion;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TestEvents;
import dev.millrace.platform.testkit.TestTokens;
import dev.millrace.platform.testkit.TestWarehouses;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(MembershipIT.LongMemory.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "transform"))
class MembershipIT {

    /** With memberships as in production, remembered for so long that only an event can end them within the test. */
    public static class LongMemory implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.arc.exclude-types",
                    "dev.millrace.transform.TestMemberships,dev.millrace.transform.TestTenantManagement",
                    "millrace.memberships.remembered",
                    "PT1H");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Members.class);
        }
    }

    /** Tenant-management, with members that a test can take out. */
    @Alternative
    @RestClient
    @ApplicationScoped
    public static class Members extends TestWarehouses {

        private final Map<String, Membership> members = new ConcurrentHashMap<>();

        void join(String person, TenantId tenant) {
            members.put("subject-of-" + person, new Membership(tenant, person, person, Role.VIEWER));
        }

        void give(String apiKey, TenantId tenant) {
            members.put(apiKey, new Membership(tenant, "a-key", "CI", Role.VIEWER));
        }

        void revoke(String apiKey) {
            members.remove(apiKey);
        }

        void leave(String person) {
            members.remove("subject-of-" + person);
        }

        @Override
        public Membership access(AccessQuestion question) {
            String key = question.apiKey();
            Membership found = members.get(key == null ? Objects.requireNonNull(question.subject()) : key);
            boolean asksForAnother = question.tenantId() != null
                    && (found == null || !found.tenantId().equals(question.tenantId()));
            if (found == null || asksForAnother) {
                throw new NotFoundException();
            }
            return found;
        }
    }

    @Inject
    @RestClient
    Members members;

    @Test
    void whoeverIsTakenOutIsRefusedAsSoonAsTheEventSaysSo() {
        TenantId tenant = PersonalTenants.of("the-bakery");
        members.join("ada", tenant);
        members.join("bob", tenant);
        assertThat(status("ada", tenant)).isEqualTo(200);
        members.leave("ada");
        Instant deadline = Instant.now().plusSeconds(30);
        // Again and again, as the listener may not have found its place yet when the first one is said.
        while (status("ada", tenant) != 404) {
            TestEvents.publish(
                    Topics.TENANT_EVENTS,
                    MillraceEvent.create(
                            "/millrace/tenant-management",
                            EventTypes.MEMBERSHIP_CHANGED,
                            tenant,
                            null,
                            new MembershipChanged(tenant, MemberId.create(), null)));
            assertThat(Instant.now()).as("the event is not heard").isBefore(deadline);
        }
        assertThat(status("bob", tenant)).isEqualTo(200);
    }

    @Test
    void aRevokedKeyIsRefusedAsSoonAsTheEventSaysSo() {
        TenantId tenant = PersonalTenants.of("the-mill");
        members.give("mlr_of-the-mill", tenant);
        assertThat(statusOfKey("mlr_of-the-mill", tenant)).isEqualTo(200);
        members.revoke("mlr_of-the-mill");
        Instant deadline = Instant.now().plusSeconds(30);
        // Again and again, as the listener may not have found its place yet when the first one is said.
        while (statusOfKey("mlr_of-the-mill", tenant) != 401) {
            TestEvents.publish(
                    Topics.TENANT_EVENTS,
                    MillraceEvent.create(
                            "/millrace/tenant-management",
                            EventTypes.API_KEY_REVOKED,
                            tenant,
                            null,
                            new ApiKeyRevoked(tenant, ApiKeyId.create())));
            assertThat(Instant.now()).as("the event is not heard").isBefore(deadline);
        }
    }

    @Test
    void aMemberGetsInAndNobodyElse() {
        TenantId tenant = PersonalTenants.of("the-dairy");
        members.join("cleo", tenant);
        assertThat(status("cleo", tenant)).isEqualTo(200);
        assertThat(status("mallory", tenant)).isEqualTo(404);
    }

    private static int statusOfKey(String key, TenantId tenant) {
        return given().auth()
                .oauth2(key)
                .get("/api/v1/tenants/" + tenant + "/transform-runs")
                .statusCode();
    }

    private static int status(String person, TenantId tenant) {
        return given().auth()
                .oauth2(TestTokens.person(person))
                .get("/api/v1/tenants/" + tenant + "/transform-runs")
                .statusCode();
    }
}
