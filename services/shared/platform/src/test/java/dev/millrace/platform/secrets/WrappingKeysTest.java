package dev.millrace.platform.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.secrets.WrappingKeys.Opening;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrappingKeysTest {

    private static final TenantId TENANT = TenantId.create();
    private static final String OLD = key(1);
    private static final String NEW = key(2);

    @Test
    void whatThePreviousKeyWrappedOpensAndIsWrappedByTheCurrentOneAfterwards() throws GeneralSecurityException {
        WrappingKeys before = WrappingKeys.of(Optional.of(OLD), Optional.empty());
        WrappingKeys during = WrappingKeys.of(Optional.of(NEW), Optional.of(OLD));
        WrappingKeys after = WrappingKeys.of(Optional.of(NEW), Optional.empty());
        KeysetHandle dataKey = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        byte[] old = before.wrap(TENANT, dataKey);

        assertThat(during.openingOf(TENANT, old)).isEqualTo(Opening.PREVIOUS_KEY);
        assertThat(after.openingOf(TENANT, old)).isEqualTo(Opening.NEITHER);
        byte[] anew = during.wrap(TENANT, during.unwrap(TENANT, old));

        assertThat(after.openingOf(TENANT, anew)).isEqualTo(Opening.CURRENT_KEY);
        assertThat(before.openingOf(TENANT, anew)).isEqualTo(Opening.NEITHER);
        assertThat(after.unwrap(TENANT, anew).equalsKeyset(dataKey)).isTrue();
    }

    @Test
    void aKeyOfAnotherTenantDoesNotOpen() throws GeneralSecurityException {
        WrappingKeys keys = WrappingKeys.of(Optional.of(NEW), Optional.of(OLD));
        byte[] wrapped = keys.wrap(TENANT, KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));

        assertThat(keys.openingOf(TenantId.create(), wrapped)).isEqualTo(Opening.NEITHER);
    }

    @Test
    void aKeyThatIsNoneIsToldByItsSetting() {
        assertThatThrownBy(() -> WrappingKeys.of(Optional.empty(), Optional.empty()))
                .hasMessage("millrace.secrets.key is not set; make one with: openssl rand -base64 32");
        assertThatThrownBy(() -> WrappingKeys.of(Optional.of(NEW), Optional.of("c2hvcnQ=")))
                .hasMessage("millrace.secrets.previous-key must be 32 random bytes in base64, not 5 bytes;"
                        + " make one with: openssl rand -base64 32");
        assertThatThrownBy(() -> WrappingKeys.of(Optional.of("no base64!"), Optional.empty()))
                .hasMessage("millrace.secrets.key is not base64");
    }

    private static String key(int content) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) content);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
