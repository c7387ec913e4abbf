package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.kernel.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebFileSourceTest extends StoreContractTest {

    private record Page(byte[] content, String version) {}

    private final Map<String, Page> pages = new ConcurrentSkipListMap<>();
    private final HttpServer server;
    private int versions;

    WebFileSourceTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        Page page = pages.get(path);
        boolean locked = path.startsWith("locked/")
                && !"Basic YWRhOnMzY3JldA==".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        try (exchange) {
            if (path.startsWith("no-head/") && exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(405, -1);
            } else if (locked || page == null) {
                exchange.sendResponseHeaders(locked ? 401 : 404, -1);
            } else {
                exchange.getResponseHeaders().add("ETag", page.version());
                exchange.getResponseHeaders().add("Last-Modified", "Sat, 21 Nov 2026 08:49:37 GMT");
                if (exchange.getRequestMethod().equals("HEAD")) {
                    exchange.sendResponseHeaders(200, -1);
                    return;
                }
                exchange.sendResponseHeaders(200, page.content().length);
                try (OutputStream body = exchange.getResponseBody()) {
                    body.write(page.content());
                }
            }
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    @Override
    protected Source source() {
        return new WebFileSource();
    }

    @Override
    void put(String name, byte[] content) {
        pages.put(name, new Page(content, "\"" + ++versions + "\""));
    }

    @Override
    String configuration(String folder, String tables) {
        return configuration(
                Map.of("tables", tables),
                pages.keySet().stream()
                        .filter(path -> path.startsWith(folder + "/"))
                        .toList());
    }

    private String configuration(Map<String, Object> more, List<String> paths) {
        Map<String, Object> fields = new TreeMap<>(more);
        fields.put("urls", paths.stream().map(this::address).toList());
        return new ObjectMapper().valueToTree(fields).toString();
    }

    @Override
    protected String refusedConfiguration() {
        return configuration(Map.of(), List.of("nothing/here.csv"));
    }

    @Override
    protected ErrorCode refusal() {
        return ErrorCode.SOURCE_UNREADABLE;
    }

    @Test
    void aServerWithoutHeadIsAskedForTheFile() {
        put("no-head/a.csv", bytes("id\n1\n"));
        try (SourceSession session = open(configuration("no-head", "each file"))) {
            assertThat(session.discover().streams()).hasSize(1);
        }
    }

    @Test
    void aPasswordOpensWhatIsLocked() {
        put("locked/a.csv", bytes("id\n1\n"));
        assertRefused("locked", ErrorCode.SOURCE_LOGIN_REFUSED, "is not given to Millrace (status 401)");
        try (SourceSession session =
                open(configuration(Map.of("user", "ada", "password", "s3cret"), List.of("locked/a.csv")))) {
            session.check();
        }
    }

    @Test
    void addressesThatDifferInTheirQueryAreDifferentFilesWhoseKeysAreNotLoaded() {
        put("query/export", bytes("id\n1\n"));
        KeyedRows rows = new KeyedRows();
        try (SourceSession session =
                open(configuration(Map.of(), List.of("query/export?key=s3cret", "query/export?key=other")))) {
            rows.sync(session, "export");
        }
        assertThat(rows.values("_file"))
                .containsExactlyInAnyOrder(address("query/export"), address("query/export") + " 2");
    }
}
