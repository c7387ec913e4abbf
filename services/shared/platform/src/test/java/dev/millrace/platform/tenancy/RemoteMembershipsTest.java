package dev.millrace.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.work.WarehouseAccess;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteMembershipsTest {

    private static final TenantId TENANT = TenantId.create();
    private static final Caller ADA = new Caller.Person("ada", "ada@example.com", true, "Ada");
    private static final Membership VIEWER = new Membership(TENANT, "ada", "Ada", Role.VIEWER);

    private static final class TenantManagement implements TenantManagementApi {

        private Optional<Membership> answer = Optional.of(VIEWER);
        private boolean away;
        private int asked;

        @Override
        public Membership access(AccessQuestion question) {
            asked++;
            if (away) {
                throw new ProcessingException("Connection refused");
            }
            return answer.orElseThrow(NotFoundException::new);
        }

        @Override
        public WarehouseAccess warehouse(TenantId tenant, WarehouseAccess.Role role) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Settings implements MembershipsConfiguration {

        @Override
        public Duration remembered() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration heldWithoutAnswer() {
            return Duration.ofMinutes(2);
        }
    }

    private final TenantManagement tenantManagement = new TenantManagement();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RemoteMemberships memberships = new RemoteMemberships(tenantManagement, new Settings(), () -> now);

    private void after(Duration time) {
        now = now.plus(time);
    }

    private Optional<Membership> ada() {
        return memberships.find(TENANT, ADA);
    }

    @Test
    void whatWasAnsweredLastHoldsWhileNobodyAnswers() {
        ada();
        tenantManagement.away = true;
        after(Duration.ofSeconds(119));
        assertThat(ada()).contains(VIEWER);
        after(Duration.ofSeconds(1));
        assertThatThrownBy(this::ada)
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("Memberships can't be looked up");
    }

    @Test
    void whoeverIsUnknownStaysOutWhileNobodyAnswers() {
        tenantManagement.away = true;
        assertThatThrownBy(this::ada).isInstanceOf(MillraceException.class);
    }

    @Test
    void whoeverWasRefusedStaysRefusedWhileNobodyAnswers() {
        tenantManagement.answer = Optional.empty();
        assertThat(ada()).isEmpty();
        tenantManagement.away = true;
        after(Duration.ofSeconds(60));
        assertThat(ada()).isEmpty();
    }

    @Test
    void whatIsForgottenDoesNotHoldEvenWhileNobodyAnswers() {
        ada();
        tenantManagement.away = true;
        memberships.forget(TENANT);
        assertThatThrownBy(this::ada).isInstanceOf(MillraceException.class);
    }

    @Test
    void whoDoesNotAnswerIsLeftAloneForAMoment() {
        ada();
        tenantManagement.away = true;
        after(Duration.ofSeconds(6));
        ada();
        ada();
        assertThat(tenantManagement.asked).isEqualTo(2);
        after(Duration.ofSeconds(3));
        tenantManagement.away = false;
        tenantManagement.answer = Optional.empty();
        assertThat(ada()).isEmpty();
        assertThat(tenantManagement.asked).isEqualTo(3);
    }

    @Test
    void anAnswerIsAskedForAgainAfterItsTime() {
        ada();
        after(Duration.ofSeconds(4));
        ada();
        assertThat(tenantManagement.asked).isEqualTo(1);
        after(Duration.ofSeconds(2));
        tenantManagement.answer = Optional.empty();
        assertThat(ada()).isEmpty();
    }
}
