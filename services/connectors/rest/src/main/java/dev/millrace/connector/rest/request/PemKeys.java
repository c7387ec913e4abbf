package dev.millrace.connector.rest.request;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Private keys in PEM (RFC 7468), by the JDK alone: the library for tokens would want another one for them. */
final class PemKeys {

    /** Version 0 and the algorithm rsaEncryption: what PKCS #8 (RFC 5208) puts before a key of PKCS #1. */
    private static final byte[] RSA_PREFIX = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private PemKeys() {}

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
