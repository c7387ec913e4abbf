package dev.millrace.connector.rest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PrivateKeysTest {

    /** Where the key itself begins in PKCS #8: behind two lengths of four bytes, the version and the algorithm. */
    private static final int BEFORE_PKCS_1 = 26;

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

    private static String pem(String name, byte[] key) {
        return "-----BEGIN " + name + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END " + name + "-----\n";
    }

    private static PrivateKey made(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPrivate();
    }

    @Test
    void aKeyOfRsaIsReadInBothOfItsForms() throws GeneralSecurityException {
        PrivateKey key = made("RSA", 2048);
        byte[] whole = key.getEncoded();
        byte[] bare = Arrays.copyOfRange(whole, BEFORE_PKCS_1, whole.length);

        assertThat(PrivateKeys.rsa(pem("PRIVATE KEY", whole))).isEqualTo(key);
        assertThat(PrivateKeys.rsa(pem("RSA PRIVATE KEY", bare))).isEqualTo(key);
    }

    @Test
    void aKeyOfAnEllipticCurveIsRead() throws GeneralSecurityException {
        PrivateKey key = made("EC", 256);

        assertThat(PrivateKeys.ec(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertThatThrownBy(() -> PrivateKeys.rsa("my key")).isInstanceOf(GeneralSecurityException.class);
    }

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
