package dev.millrace.local.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Shows the mails in the browser, and as JSON: {@code GET /api/messages?to=…} lists them, {@code GET /api/messages/{id}}
 * has the text and the HTML of one.
 */
final class MailboxPage {

    /** The page itself: its own files only. */
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    /** A mail: no script, no request, links open outside of the frame. */
    private static final String MAIL_POLICY = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
            + " style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'";

    /** Names of this machine: a page elsewhere that points its own name at us learns nothing. */
    private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1");

    private static final Map<String, String> FILES = Map.of(
            "/", "mailbox.html",
            "/mailbox.css", "mailbox.css",
            "/mailbox.js", "mailbox.js");
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "css", "text/css", "js", "text/javascript");

    private final Mailbox mailbox;
    private final ObjectMapper json = new ObjectMapper();

    MailboxPage(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    void serve(InetAddress address, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String host = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Host"), "");
        if (!OUR_NAMES.contains(host.replaceFirst(":\\d+$", ""))) {
            send(exchange, 421, "text/plain", PAGE_POLICY, "Open the mailbox as http://localhost".getBytes(UTF_8));
            return;
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            send(exchange, 405, "text/plain", PAGE_POLICY, "The mailbox can only be read.".getBytes(UTF_8));
            return;
        }
        String path = exchange.getRequestURI().getPath();
        List<String> segments = List.of(path.substring(1).split("/", -1));
        if (FILES.containsKey(path)) {
            sendFile(exchange, Objects.requireNonNull(FILES.get(path)));
        } else if (path.equals("/api/messages")) {
            sendJson(
                    exchange,
                    Map.of(
                            "items",
                            mailbox.newest(to(exchange)).stream()
                                    .map(MailboxPage::toJson)
                                    .toList()));
        } else if (segments.size() == 3 && path.startsWith("/api/messages/")) {
            sendContent(exchange, segments.get(2));
        } else if (segments.size() == 3 && path.startsWith("/messages/") && path.endsWith("/html")) {
            sendHtml(exchange, segments.get(1));
        } else {
            notFound(exchange);
        }
    }

    private static String to(HttpExchange exchange) {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith("to=")) {
                return URLDecoder.decode(parameter.substring("to=".length()), UTF_8);
            }
        }
        return "";
    }

    private static Map<String, Object> toJson(Mail mail) {
        return Map.of(
                "id", mail.id(),
                "receivedAt", mail.receivedAt().toString(),
                "from", mail.from(),
                "to", mail.to(),
                "subject", mail.subject(),
                "preview", mail.preview(),
                "links", mail.links());
    }

    private void sendContent(HttpExchange exchange, String id) throws IOException {
        Optional<MailContent> content = mailbox.content(id);
        if (content.isEmpty()) {
            notFound(exchange);
            return;
        }
        Map<String, Object> body = new HashMap<>();
        body.put("id", id);
        body.put("text", content.get().text());
        body.put("html", content.get().html());
        body.put("links", content.get().links());
        sendJson(exchange, body);
    }

    private void sendHtml(HttpExchange exchange, String id) throws IOException {
        Optional<MailContent> content = mailbox.content(id);
        if (content.isEmpty()) {
            notFound(exchange);
            return;
        }
        String page = "<!doctype html><meta charset=utf-8><base target=_blank>"
                + content.get().html();
        send(exchange, 200, "text/html", MAIL_POLICY, page.getBytes(UTF_8));
    }

    private static void sendFile(HttpExchange exchange, String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(MailboxPage.class.getResourceAsStream(name))) {
            String type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
            send(exchange, 200, type, PAGE_POLICY, file.readAllBytes());
        }
    }

    private void sendJson(HttpExchange exchange, Object body) throws IOException {
        send(exchange, 200, "application/json", PAGE_POLICY, json.writeValueAsBytes(body));
    }

    private static void notFound(HttpExchange exchange) throws IOException {
        send(exchange, 404, "text/plain", PAGE_POLICY, "There is nothing here.".getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, String policy, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.getResponseHeaders().set("Content-Security-Policy", policy);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
