package dev.millrace.reporting.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TestWarehouses;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "reporting"))
class WarehouseReaderIT {

    @Inject
    WarehouseReader reader;

    @ParameterizedTest
    @ValueSource(strings = {"53100", "53200", "53400"})
    void aServerWithoutRoomIsNoFaultOfTheQuestion(String state) throws SQLException {
        TenantId tenant = PersonalTenants.of("yara");
        TestWarehouses.execute(tenant, "select 1");

        assertThatThrownBy(() -> reader.read(tenant, connection -> {
                    throw new SQLException("with a value of a row", state);
                }))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DESTINATION_FULL))
                .hasMessage(
                        "The place of your data has no room for this question right now. Nothing is lost; try again in a few minutes, or ask for less.");
    }
}
