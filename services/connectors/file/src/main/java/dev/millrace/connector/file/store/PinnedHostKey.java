package dev.millrace.connector.file.store;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one key by which a server of SSH is known: {@code ssh-ed25519 SHA256:…}, as ssh-keygen -l writes a fingerprint, with or without the
 * kind of the key. {@code first} stands for whichever the server shows.
 */
final class PinnedHostKey implements HostKeyRepository {

    static final String FIRST = "first";

    private static final String PREFIX = "SHA256:";

    private final String expected;
    private @Nullable String shown;

    PinnedHostKey(String expected) {
        this.expected = expected.strip();
    }

    boolean isFirst() {
        return expected.equals(FIRST);
    }

    /** What the server showed, once it has been asked. */
    Optional<String> shown() {
        return Optional.ofNullable(shown);
    }

    /** The kind of key to ask the server for, when it is known: it may have several. */
    Optional<String> kind() {
        int space = expected.indexOf(' ');
        return space < 0 ? Optional.empty() : Optional.of(expected.substring(0, space));
    }

    @Override
    public int check(String host, byte[] key) {
        String fingerprint = fingerprint(key);
        shown = kindOf(key) + " " + fingerprint;
        String wanted = expected.substring(expected.lastIndexOf(' ') + 1);
        return isFirst() || wanted.equals(fingerprint) ? OK : CHANGED;
    }

    private static String fingerprint(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return PREFIX + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A key begins with its kind (RFC 4253, section 6.6). */
    private static String kindOf(byte[] key) {
        int length = ByteBuffer.wrap(key).getInt();
        return new String(key, Integer.BYTES, Math.min(length, key.length - Integer.BYTES), StandardCharsets.US_ASCII);
    }

    @Override
    public void add(HostKey hostkey, UserInfo ui) {
        // Who keeps it is not up to the library.
    }

    @Override
    public void remove(String host, String type) {
        // There is one, and it stays.
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        // There is one, and it stays.
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "the configuration";
    }

    @Override
    public HostKey[] getHostKey() {
        return new HostKey[0];
    }

    @Override
    public HostKey[] getHostKey(String host, String type) {
        return new HostKey[0];
    }
}
