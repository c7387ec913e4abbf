package dev.millrace.connector.file.store;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SocketFactory;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files on a server of SFTP, which has to show the key that it is known by. */
public final class SftpStore implements FileStore {

    /** Stands for the host key that the server shows when it is first asked. */
    public static final String FIRST_KEY = PinnedHostKey.FIRST;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    /** Without a word from the server; then it is asked whether it is there, and given up after the third time. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private static final Pattern KEY_IN_ONE_LINE =
            Pattern.compile("(-----BEGIN [A-Z ]+-----)([A-Za-z0-9+/= ]+)(-----END [A-Z ]+-----)");

    private static final int MOST_LISTED = 200_000;
    private static final int DEEPEST = 20;

    /**
     * How to log in.
     *
     * @param password null where a key is used
     * @param privateKey in PEM or as OpenSSH writes it; null where a password is used
     * @param passphrase of the key, or null
     * @param hostKey the server's own: {@code ssh-ed25519 SHA256:…}, or {@code first}
     */
    public record Login(
            String host,
            int port,
            String user,
            @Nullable String password,
            @Nullable String privateKey,
            @Nullable String passphrase,
            String hostKey) {

        @Override
        public String toString() {
            return "Login[" + user + "@" + host + ":" + port + "]";
        }
    }

    private final EgressGuard egress;
    private final Login login;
    private final NamePattern pattern;
    private final Consumer<String> firstKey;
    private volatile boolean cancelled;
    private volatile @Nullable Session session;
    private @Nullable ChannelSftp channel;

    /** What the server showed first, where that is what it is known by. */
    private @Nullable String keptKey;

    /**
     * Files whose paths match the pattern: from the root when it begins with a slash, or else from the folder that the user logs in to.
     *
     * @param firstKey is told which key the server shows, where none is expected yet
     */
    public SftpStore(EgressGuard egress, Login login, String pattern, Consumer<String> firstKey) {
        this.egress = egress;
        this.login = login;
        this.pattern = new NamePattern(pattern);
        this.firstKey = firstKey;
    }

    private ChannelSftp channel() {
        ChannelSftp present = channel;
        Session connected = session;
        if (present != null && present.isConnected() && connected != null && connected.isConnected()) {
            return present;
        }
        ChannelSftp opened = connect();
        channel = opened;
        return opened;
    }

    private ChannelSftp connect() {
        PinnedHostKey key = new PinnedHostKey(keptKey == null ? login.hostKey() : keptKey);
        try {
            JSch client = new JSch();
            client.setHostKeyRepository(key);
            addIdentity(client);
            Session opened = client.getSession(login.user(), login.host(), login.port());
            session = opened;
            opened.setSocketFactory(new GuardedSockets());
            opened.setDaemonThread(true);
            opened.setConfig("StrictHostKeyChecking", "yes");
            key.kind().ifPresent(kind -> opened.setConfig("server_host_key", algorithms(kind)));
            if (login.password() != null) {
                opened.setPassword(login.password());
            }
            opened.setServerAliveInterval(Math.toIntExact(SILENCE.toMillis()));
            opened.setServerAliveCountMax(3);
            opened.connect(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
            ChannelSftp files = (ChannelSftp) opened.openChannel("sftp");
            files.connect(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
            if (key.isFirst() && keptKey == null) {
                keptKey = key.shown().orElseThrow();
                firstKey.accept(keptKey);
            }
            return files;
        } catch (JSchException e) {
            throw translated(e, key);
        }
    }

    /** A key of RSA goes with signatures that are younger than it (RFC 8332). */
    private static String algorithms(String kind) {
        return kind.equals("ssh-rsa") ? "rsa-sha2-512,rsa-sha2-256" : kind;
    }

    /** A field of one line takes the line ends out of what is pasted into it. */
    private static String inLines(String key) {
        Matcher pasted = KEY_IN_ONE_LINE.matcher(key.strip());
        return pasted.matches()
                ? pasted.group(1) + "\n" + pasted.group(2).replaceAll("\\s", "").replaceAll(".{70}", "$0\n") + "\n"
                        + pasted.group(3) + "\n"
                : key.strip() + "\n";
    }

    private void addIdentity(JSch client) throws JSchException {
        String privateKey = login.privateKey();
        if (privateKey == null) {
            return;
        }
        byte[] text = inLines(privateKey).getBytes(StandardCharsets.UTF_8);
        String passphrase = login.passphrase();
        byte[] secret = passphrase == null ? null : passphrase.getBytes(StandardCharsets.UTF_8);
        KeyPair pair;
        try {
            pair = KeyPair.load(client, text, null);
        } catch (JSchException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The private key can't be read. Paste the whole file, with the lines that begin with -----.",
                    e);
        }
        try {
            if (pair.isEncrypted() && (secret == null || !pair.decrypt(secret.clone()))) {
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        secret == null
                                ? "The private key has a passphrase. Put it in."
                                : "The passphrase does not open the private key. Check both.");
            }
        } finally {
            pair.dispose();
        }
        client.addIdentity("the private key", text, null, secret);
    }

    /** Sockets to hosts that the guard lets through. */
    private final class GuardedSockets implements SocketFactory {

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return egress.connect(host, port, CONNECT_TIMEOUT);
        }

        @Override
        public InputStream getInputStream(Socket socket) throws IOException {
            return socket.getInputStream();
        }

        @Override
        public OutputStream getOutputStream(Socket socket) throws IOException {
            return socket.getOutputStream();
        }
    }

    private RuntimeException translated(JSchException e, PinnedHostKey key) {
        if (cancelled) {
            return new ReadStoppedException();
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MillraceException plain) {
                return plain;
            }
        }
        String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (reason.contains("hostkey")) {
            return new MillraceException(
                    ErrorCode.SOURCE_LOGIN_REFUSED,
                    login.host() + " shows another key than it did: "
                            + key.shown().orElse("unknown")
                            + ". Ask whoever runs it. If it was changed on purpose, put the new one into Host key.",
                    e);
        }
        if (reason.contains("auth")) {
            return new MillraceException(
                    ErrorCode.SOURCE_LOGIN_REFUSED,
                    login.host() + " does not let " + login.user()
                            + " in. Check user name, and password or private key.",
                    e);
        }
        if (reason.contains("negotiation")) {
            return new MillraceException(
                    ErrorCode.SOURCE_LOGIN_REFUSED,
                    login.host()
                            + " has no key of the kind that Host key names, or only ways to encrypt that are broken by now."
                            + " Ask whoever runs it.",
                    e);
        }
        return new MillraceException(
                ErrorCode.SOURCE_UNREACHABLE,
                login.host() + " port " + login.port()
                        + " does not answer as a server of SFTP. Check host and port, and that it can be reached from outside.",
                e);
    }

    @Override
    public List<StoredFile> files() {
        List<StoredFile> files = new ArrayList<>();
        int[] listed = {0};
        list(pattern.folder(), pattern.depth(), files, listed);
        if (files.isEmpty()) {
            throw StoreMessages.nothingMatches(pattern, login.host());
        }
        files.sort(Comparator.comparing(StoredFile::name));
        return files;
    }

    private void list(String folder, int depth, List<StoredFile> files, int[] listed) {
        List<String> folders = new ArrayList<>();
        List<String> links = new ArrayList<>();
        ChannelSftp server = channel();
        try {
            server.ls(folder.isEmpty() ? "." : quoted(folder), entry -> {
                String name = folder + entry.getFilename();
                SftpATTRS attributes = entry.getAttrs();
                if (++listed[0] > MOST_LISTED || files.size() > MOST_FILES) {
                    return ChannelSftp.LsEntrySelector.BREAK;
                }
                if (attributes.isDir()) {
                    if (!entry.getFilename().matches("\\.{1,2}")) {
                        folders.add(name + "/");
                    }
                } else if (pattern.matches(name)) {
                    if (attributes.isLink()) {
                        links.add(name);
                    } else if (attributes.getSize() > 0) {
                        files.add(described(name, attributes));
                    }
                }
                return ChannelSftp.LsEntrySelector.CONTINUE;
            });
        } catch (SftpException e) {
            throw translated(e, folder.isEmpty() ? "the folder of " + login.user() : "the folder " + folder);
        }
        if (listed[0] > MOST_LISTED || files.size() > MOST_FILES) {
            throw StoreMessages.tooMany(pattern, login.host());
        }
        links.forEach(link -> addTarget(server, link, files));
        if (depth > 0) {
            int below = Math.min(depth, DEEPEST) - 1;
            folders.forEach(inner -> list(inner, below, files, listed));
        }
    }

    /** A link to a file is that file; one to a folder might lead in a circle. */
    private static void addTarget(ChannelSftp server, String link, List<StoredFile> files) {
        try {
            SftpATTRS target = server.stat(quoted(link));
            if (target.isReg() && target.getSize() > 0) {
                files.add(described(link, target));
            }
        } catch (SftpException e) {
            // It leads nowhere.
        }
    }

    private static StoredFile described(String name, SftpATTRS attributes) {
        // The library has seconds since 1970 as an int, of which the protocol means no sign.
        long seconds = Integer.toUnsignedLong(attributes.getMTime());
        return new StoredFile(
                name, Instant.ofEpochSecond(seconds), seconds + "-" + attributes.getSize(), attributes.getSize());
    }

    /** The library takes asterisks and question marks in names for patterns of its own. */
    private static String quoted(String path) {
        return path.replaceAll("[\\\\*?]", "\\\\$0");
    }

    private RuntimeException translated(SftpException e, String what) {
        if (cancelled) {
            return new ReadStoppedException();
        }
        if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
            return new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    login.host() + " has not " + what
                            + ". Check the path: it begins with a slash, or in the folder that the user logs in to.",
                    e);
        }
        if (e.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
            return new MillraceException(
                    ErrorCode.SOURCE_NOT_PERMITTED,
                    login.user() + " may not read " + what + " on " + login.host() + ". Allow it there.",
                    e);
        }
        return new MillraceException(
                ErrorCode.SOURCE_INTERRUPTED,
                login.host() + " broke off while " + what + " was read. It is tried again.",
                e);
    }

    @Override
    public InputStream open(StoredFile file) throws IOException {
        try {
            return channel().get(quoted(file.name()));
        } catch (SftpException e) {
            throw translated(e, file.name());
        }
    }

    @Override
    public boolean isUnchanged(StoredFile file) {
        try {
            return described(file.name(), channel().stat(quoted(file.name())))
                    .version()
                    .equals(file.version());
        } catch (SftpException e) {
            throw translated(e, file.name());
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        disconnect();
    }

    private void disconnect() {
        Session present = session;
        if (present != null) {
            present.disconnect();
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
