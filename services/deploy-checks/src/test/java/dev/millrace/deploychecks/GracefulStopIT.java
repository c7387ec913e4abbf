package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.local.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers with open connections see of a packaged service that is asked to end. */
class GracefulStopIT {

    private static final int ENDED_BY_TERM = 143;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String LISTEN = """
            GET /api/v1/tenants/0199a000-0000-7000-8000-000000000001/events HTTP/1.1\r
            Host: localhost\r
            Authorization: Bearer mlr_abc\r
            \r
            """;

    @TempDir
    private Path folder;

    @Test
    void callersAreAskedToLeaveBeforeTheirConnectionsEnd() throws Exception {
        int port = Ports.free();
        try (ServiceProcess console = start(port, Map.of());
                Socket caller = connected(port, console)) {
            assertThat(ask(caller)).startsWith("HTTP/1.1 200").doesNotContain("connection: close");

            console.process().destroy();

            // A connection that is only used and never told would end in the middle of one of these.
            String answer = ask(caller);
            while (!answer.contains("connection: close")) {
                assertThat(answer).startsWith("HTTP/1.1 200");
                answer = ask(caller);
            }
            assertThat(answer).as("the last answer is one like all before").startsWith("HTTP/1.1 200");
            assertThat(console.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(console.process().exitValue()).isEqualTo(ENDED_BY_TERM);
        }
    }

    @Test
    void browsersThatListenAreSentElsewhereAndHoldNothingUp() throws Exception {
        HttpServer members = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        members.createContext("/", call -> {
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        members.start();
        int port = Ports.free();
        String address = "http://127.0.0.1:" + members.getAddress().getPort();
        try (ServiceProcess console = start(port, Map.of("MILLRACE_TENANT_MANAGEMENT_URL", address));
                Socket browser = connected(port, console)) {
            browser.getOutputStream().write(LISTEN.getBytes(StandardCharsets.US_ASCII));
            BufferedReader stream =
                    new BufferedReader(new InputStreamReader(browser.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(stream.readLine()).isEqualTo("HTTP/1.1 200 OK");
            String line = stream.readLine();
            while (!line.startsWith("retry: ")) {
                line = stream.readLine();
            }

            console.process().destroy();

            // The last chunk: the stream has ended, and was not cut off.
            while (!line.equals("0")) {
                line = stream.readLine();
                assertThat(line).as(console::output).isNotNull();
            }
            assertThat(console.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(console.process().exitValue()).isEqualTo(ENDED_BY_TERM);
            assertThat(console.output()).doesNotContain("Timed out waiting for graceful shutdown");
        } finally {
            members.stop(0);
        }
    }

    private ServiceProcess start(int port, Map<String, String> more) throws IOException {
        Map<String, String> all = new HashMap<>(more);
        all.put("MILLRACE_STOP_DELAY", "5s");
        return ServiceProcess.startConsole(port, all, folder);
    }

    private Socket connected(int port, ServiceProcess console) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (true) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                socket.setSoTimeout(PATIENCE_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                assertThat(console.process().isAlive() && System.nanoTime() < deadline)
                        .as(() -> "the console starts: " + console.output())
                        .isTrue();
                Thread.sleep(100);
            }
        }
    }

    /** The status line and the headers of an answer, in small letters but for the first. */
    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String status = String.valueOf(reader.readLine());
        List<String> headers = new ArrayList<>();
        int length = 0;
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            String header = line.toLowerCase(Locale.ROOT);
            headers.add(header);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        assertThat(reader.skip(length)).isEqualTo(length);
        return status + "\n" + String.join("\n", headers);
    }
}
