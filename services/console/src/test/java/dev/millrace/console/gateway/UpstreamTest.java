package dev.millrace.console.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamTest {

    @ParameterizedTest
    @CsvSource({
        "me, TENANT_MANAGEMENT",
        "tenants, TENANT_MANAGEMENT",
        "tenants/7, TENANT_MANAGEMENT",
        "tenants/7/members/8, TENANT_MANAGEMENT",
        "invitations/abc/acceptance, TENANT_MANAGEMENT",
        "tenants/7/sources/8/pipeline, CONNECTOR",
        "tenants/7/runs, CONNECTOR",
        "tenants/7/own-connectors/own-freight, CONNECTOR",
        "tenants/7/manifest-trials/8, CONNECTOR",
        "tenants/7/authorisations/8/answer, CONNECTOR",
        "reconnect-links/abc, CONNECTOR",
        "tenants/7/transform-runs/8, TRANSFORM",
        "tenants/7/questions/answers, REPORTING"
    })
    void everyPathHasOneService(String path, Upstream upstream) {
        assertThat(Upstream.of(path)).contains(upstream);
    }

    @Test
    void anUnknownPathHasNone() {
        assertThat(Upstream.of("tenants/7/secrets")).isEmpty();
        assertThat(Upstream.of("q/health")).isEmpty();
        assertThat(Upstream.of("")).isEmpty();
    }
}
