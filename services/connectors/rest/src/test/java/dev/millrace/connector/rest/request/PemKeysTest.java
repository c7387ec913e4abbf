package dev.millrace.connector.rest.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PemKeysTest {

    /** Where the key itself begins in PKCS #8: behind two lengths of four bytes, the version and the algorithm. */
    private static final int BEFORE_PKCS_1 = 26;

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

        assertThat(PemKeys.rsa(pem("PRIVATE KEY", whole))).isEqualTo(key);
        assertThat(PemKeys.rsa(pem("RSA PRIVATE KEY", bare))).isEqualTo(key);
    }

    @Test
    void aKeyOfAnEllipticCurveIsRead() throws GeneralSecurityException {
        PrivateKey key = made("EC", 256);

        assertThat(PemKeys.ec(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertThatThrownBy(() -> PemKeys.rsa("my key")).isInstanceOf(GeneralSecurityException.class);
    }
}
