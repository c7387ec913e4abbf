package dev.millrace.connector.rest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class PrivateKeysTest {

    /** Made for this test by openssl, which seals with PBES2 and AES-256. */
    private static final String SEALED = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAir51u4PiH69wICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEOtGyolJ0XoVp8mlWyJWUY4EQC3z
            Hsia7mnd1RrqFAcZzx1osUz8dCJVYjvxsGuuk4rnixJ2iMrAkJjX3/6leLm7/i2A
            iHrrHd2lxDLtSRYoLbA=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    private static final String PLAIN = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIK6MzUgr9UHz8d0YIKnPJl4KIUQMOaF8X9+xlJFHhm7t
            -----END PRIVATE KEY-----
            """;

    @Test
    void aKeyUnderAPassphraseIsOpened() throws GeneralSecurityException {
        assertThat(PrivateKeys.isEncrypted(SEALED)).isTrue();
        assertThat(PrivateKeys.isEncrypted(PLAIN)).isFalse();
        assertThat(PrivateKeys.ed25519(PrivateKeys.opened(SEALED, "open"))).isEqualTo(PrivateKeys.ed25519(PLAIN));
    }

    @Test
    void theWrongPassphraseOpensNothing() {
        assertThatThrownBy(() -> PrivateKeys.opened(SEALED, "shut")).isInstanceOf(GeneralSecurityException.class);
    }
}
