package dev.millrace.local;

import dev.millrace.local.ChildProcess.Command;
import dev.millrace.local.ChildProcess.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A store that speaks S3, for tests: a server of our own on the loopback address, with objects that go with it. */
public final class LocalObjectStore implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final URI endpoint;
    private final ChildProcess process;

    private LocalObjectStore(URI endpoint, ChildProcess process) {
        this.endpoint = endpoint;
        this.process = process;
    }

    /**
     * Starts a server and returns when it takes requests.
     *
     * @param program the server's jar, S3Proxy with all that it needs
     * @param login the one access key that it knows: id and secret
     */
    public static LocalObjectStore start(Path program, Login login) {
        Path work = Folders.throwaway("s3");
        int port = Ports.free();
        URI endpoint = URI.create("http://" + Ports.LOOPBACK + ":" + port);
        Path settings = work.resolve("s3.properties");
        try {
            Path objects = Files.createDirectories(work.resolve("objects"));
            Files.writeString(settings, """
                    s3proxy.endpoint=%s
                    s3proxy.authorization=aws-v2-or-v4
                    s3proxy.identity=%s
                    s3proxy.credential=%s
                    jclouds.provider=filesystem
                    jclouds.filesystem.basedir=%s
                    """.formatted(endpoint, login.user(), login.password(), objects));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChildProcess process = ChildProcess.start(new Command(
                "the S3 server",
                List.of(
                        JavaProgram.executable(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        program.toString(),
                        "--properties",
                        settings.toString()),
                Map.of(),
                work.resolve("s3.log"),
                Signal.TERM,
                Signal.KILL,
                false));
        try {
            process.awaitReady(() -> !Ports.isFree(port), START_TIMEOUT);
        } catch (ServerFailedException e) {
            process.stop(STOP_PATIENCE);
            throw e;
        }
        return new LocalObjectStore(endpoint, process);
    }

    /** The server's address. */
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.stop(STOP_PATIENCE);
    }
}
