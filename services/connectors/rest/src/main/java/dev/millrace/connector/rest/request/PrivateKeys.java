package dev.millrace.connector.rest.request;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Private keys as people paste them: in PEM (RFC 7468), plain or under a passphrase. Read by the JDK alone: the library for tokens
 * would want another one for them.
 */
final class PrivateKeys {

    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    /** Version 0 and the algorithm rsaEncryption: what PKCS #8 (RFC 5208) puts before a key of PKCS #1. */
    private static final byte[] RSA_PREFIX = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

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

    /** A key of RSA, in PKCS #8 as service accounts have it, or in PKCS #1. */
    static PrivateKey rsa(String pem) throws GeneralSecurityException {
        byte[] key = bytes(pem);
        byte[] whole =
                pem.contains("BEGIN RSA PRIVATE KEY") ? tagged(SEQUENCE, RSA_PREFIX, tagged(OCTET_STRING, key)) : key;
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(whole));
    }

    /** A key of an elliptic curve, in PKCS #8. */
    static ECPrivateKey ec(String pem) throws GeneralSecurityException {
        return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes(pem)));
    }

    /** A value of ASN.1 in DER (X.690, section 8.1). */
    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        int length = content.size();
        if (length < 128) {
            value.write(length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            value.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                value.write(length >>> (8 * i));
            }
        }
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }

    private static byte[] bytes(String pem) throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("no PEM", e);
        }
    }
}
