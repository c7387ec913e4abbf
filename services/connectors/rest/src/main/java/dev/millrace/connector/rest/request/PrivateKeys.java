package dev.millrace.connector.rest.request;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Private keys as people paste them: PKCS #8 in PEM (RFC 7468), plain or under a passphrase. */
final class PrivateKeys {

    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    private PrivateKeys() {}

    static boolean isEncrypted(String pem) {
        return pem.contains(ENCRYPTED);
    }

    /** The same key in PEM without its passphrase. */
    static String opened(String pem, String passphrase) throws GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo sealed = new EncryptedPrivateKeyInfo(bytes(pem));
            // RFC 8018 keeps the scheme itself among the parameters, where the JDK's names of it are.
            String algorithm = sealed.getAlgParameters() == null
                    ? sealed.getAlgName()
                    : sealed.getAlgParameters().toString();
            Key key = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passphrase.toCharArray()));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, sealed.getAlgParameters());
            PKCS8EncodedKeySpec open = sealed.getKeySpec(cipher);
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(open.getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (IOException e) {
            throw new GeneralSecurityException("no PKCS #8", e);
        }
    }

    /** A key of Ed25519 (RFC 8032). */
    static PrivateKey ed25519(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(bytes(pem)));
    }

    private static byte[] bytes(String pem) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("no PEM", e);
        }
    }
}
