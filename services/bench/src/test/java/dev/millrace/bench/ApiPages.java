package dev.millrace.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.connector.rest.RestSource;
import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.connector.spi.StreamOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A source that a manifest describes, read from a local server that answers after a while: what a page costs, and how much longer a
 * read takes than latency and rate limit do. Rows are encoded and thrown away; the server's own work is in the figures.
 */
public final class ApiPages {

    private static final int PAGE_RECORDS = 100;
    private static final int SEATS = 8;
    private static final int LATENCY_MILLIS = 50;
    private static final int BARE_REQUESTS = 40;
    private static final Pattern NUMBER = Pattern.compile("[?&]page=(\\d+)");

    private final String records = records();
    private volatile int pages;
    private volatile long latencyMillis;
    private volatile String address = "";

    private ApiPages() {}

    /** Prints a table. Options: {@code --pages n}, of the first read. */
    public static void main(String[] arguments) throws IOException {
        int pagesAt = List.of(arguments).indexOf("--pages") + 1;
        int wanted = pagesAt > 0 && pagesAt < arguments.length ? Integer.parseInt(arguments[pagesAt]) : 10_000;
        new ApiPages().run(wanted);
    }

    private static String records() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < PAGE_RECORDS; i++) {
            text.append(i == 0 ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "{\"id\":%d,\"name\":\"Customer %d\",\"email\":\"customer%d@example.com\",\"amount\":%d.25,"
                                    + "\"currency\":\"EUR\",\"paid\":true,\"country\":\"DE\",\"created\":\"2026-01-01T00:00:00Z\","
                                    + "\"note\":\"some words about it\",\"address\":{\"city\":\"Bonn\",\"zip\":\"53111\"}}",
                            i,
                            i,
                            i,
                            i));
        }
        return text.toString();
    }

    private void run(int wanted) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
            address = "http://127.0.0.1:" + server.getAddress().getPort();
            measure(wanted);
        } finally {
            server.stop(0);
        }
    }

    private void measure(int wanted) throws IOException {
        read("warm-up", numbered(SEATS), wanted / 5, 0, 0);
        read("page numbers, no latency", numbered(SEATS), wanted, 0, 0);
        long latency = LATENCY_MILLIS;
        double bare = bareMillis(latency);
        int few = Math.max(wanted / 10, 200);
        read("page numbers, 50 ms, 8 at a time", numbered(SEATS), few, latency, few * bare / SEATS);
        read("next token in the answer, 50 ms", tokens(""), few / 2, latency, few / 2.0 * bare);
        read("400 partitions of one page, 50 ms, 8 at a time", partitions(400), 1, latency, 400.0 * bare / SEATS);
        read("page numbers, 100 requests a second", numbered(SEATS) + LIMIT, few, 5, few * 10.0);
        pages = 1;
        read("one answer of all records", whole(wanted), 1, 0, 0);
    }

    /** How long a page takes that nobody looks at. */
    private double bareMillis(long latency) throws IOException {
        latencyMillis = latency;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/customers?page=1"))
                    .build();
            client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            long begin = System.nanoTime();
            for (int i = 0; i < BARE_REQUESTS; i++) {
                client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            }
            return (System.nanoTime() - begin) / 1e6 / BARE_REQUESTS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static final String LIMIT = """
            api_budget:
              type: HTTPAPIBudget
              policies: [{type: MovingWindowCallRatePolicy, rates: [{type: Rate, limit: 10, interval: PT0.1S}], matchers: []}]
            """;

    private static final String SCHEMA = """
                schema_loader:
                  type: InlineSchemaLoader
                  schema:
                    properties:
                      id: {type: integer}
                      name: {type: string}
                      email: {type: string}
                      amount: {type: number}
                      currency: {type: string}
                      paid: {type: boolean}
                      country: {type: string}
                      created: {type: string, format: date-time}
                      note: {type: string}
                      address: {type: object}
            """;

    private static String manifest(int seats, String retriever) {
        return """
                version: 6.0.0
                type: DeclarativeSource
                check: {type: CheckStream, stream_names: [customers]}
                spec: {connection_specification: {properties: {address: {type: string}}}}
                concurrency_level: {type: ConcurrencyLevel, default_concurrency: %d}
                streams:
                  - name: customers
                %s    retriever:
                %s""".formatted(seats, SCHEMA, retriever);
    }

    private static String numbered(int seats) {
        return manifest(seats, """
                      requester: {url_base: "{{ config['address'] }}", path: /customers}
                      record_selector: {extractor: {field_path: [data]}}
                      paginator:
                        pagination_strategy: {type: PageIncrement, page_size: 100, start_from_page: 1, inject_on_first_request: true}
                        page_token_option: {inject_into: request_parameter, field_name: page}
                """);
    }

    private static String tokens(String more) {
        return manifest(SEATS, """
                      requester: {url_base: "{{ config['address'] }}", path: /customers}
                      record_selector: {extractor: {field_path: [data]}}
                      paginator:
                        pagination_strategy: {type: CursorPagination, cursor_value: "{{ response.next }}"}
                        page_token_option: {inject_into: request_parameter, field_name: page}
                """ + more);
    }

    private static String partitions(int count) {
        String values = IntStream.range(0, count).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(", "));
        return tokens(
                "      partition_router: {type: ListPartitionRouter, cursor_field: part, values: [" + values + "]}\n");
    }

    private static String whole(int pagesOfAnswer) {
        return manifest(1, """
                      requester: {url_base: "{{ config['address'] }}", path: /whole/%d}
                      record_selector: {extractor: {field_path: [data]}}
                """.formatted(pagesOfAnswer));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String uri = exchange.getRequestURI().toString();
            if (uri.startsWith("/whole/")) {
                exchange.sendResponseHeaders(200, 0);
                byte[] some = records.getBytes(StandardCharsets.UTF_8);
                OutputStream body = exchange.getResponseBody();
                body.write("{\"data\":[".getBytes(StandardCharsets.UTF_8));
                for (int i = Integer.parseInt(uri.substring("/whole/".length())); i > 0; i--) {
                    body.write(some);
                    body.write(i == 1 ? ' ' : ',');
                }
                body.write("]}".getBytes(StandardCharsets.UTF_8));
                return;
            }
            Thread.sleep(latencyMillis);
            Matcher number = NUMBER.matcher(uri);
            int page = number.find() ? Integer.parseInt(number.group(1)) : 1;
            String next = page < pages ? ",\"next\":" + (page + 1) : "";
            byte[] body =
                    ("{\"data\":[" + (page > pages ? "" : records) + "]" + next + "}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(String what, String manifest, int count, long latency, double leastMillis) {
        pages = count;
        latencyMillis = latency;
        AtomicLong rows = new AtomicLong();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (SourceSession session = new RestSource("bench", manifest).open(context())) {
            Stream stream = session.discover().streams().getFirst();
            StreamOutput output =
                    new StreamOutput(RowForm.of(stream.fields()), new BufferPool(4), message -> count(message, rows));
            long cpu = system.getProcessCpuTime();
            long begin = System.nanoTime();
            session.read(ReadRequest.of(stream.name(), stream.fields(), List.of(), null, null), output);
            output.flush();
            double wall = (System.nanoTime() - begin) / 1e6;
            double cpuMillis = (system.getProcessCpuTime() - cpu) / 1e6;
            System.gc();
            long used =
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d records | %.0f ms | %s | %.2f ms CPU a page | %d MiB in use after it |%n",
                    what,
                    rows.get(),
                    wall,
                    leastMillis == 0 ? "" : String.format(Locale.ROOT, "× %.3f", wall / leastMillis),
                    cpuMillis * PAGE_RECORDS / Math.max(rows.get(), 1),
                    used >> 20);
        }
    }

    private static void count(StreamMessage message, AtomicLong rows) {
        if (message instanceof StreamMessage.RowBatch batch) {
            rows.addAndGet(batch.rows());
            batch.release();
        }
    }

    private SourceContext context() {
        return new SourceContext(
                "{\"address\":\"" + address + "\"}",
                new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8"))),
                upload -> Path.of(upload.toString()),
                Path.of(System.getProperty("java.io.tmpdir")),
                InstantSource.system(),
                new SourceLog() {
                    @Override
                    public void info(String line) {
                        // Nobody reads it here.
                    }

                    @Override
                    public void warn(String line) {
                        throw new IllegalStateException(line);
                    }
                });
    }
}
