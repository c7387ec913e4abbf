package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.local.mail.MailServer;
import dev.millrace.local.tls.CertificateAuthority;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMailIT {

    @TempDir
    private Path folder;

    private final int smtpPort = Ports.free();
    private final int pagePort = Ports.free();

    @Test
    void aMailCanBeFoundByItsRecipientWithItsLinks() throws Exception {
        try (LocalMail mail = start()) {
            send("ada@example.test", "Willkommen, schöne Welt");
            send("bob@example.test", "Other");
            JsonNode items = json("/api/messages?to=ADA%40example.test").get("items");
            assertThat(mail.process().isAlive()).isTrue();
            assertThat(items).hasSize(1);
            assertThat(items.get(0).get("subject").asText()).isEqualTo("Willkommen, schöne Welt");
            assertThat(items.get(0).get("links").get(0).asText()).isEqualTo("http://localhost/confirm?a=1&b=2");
        }
    }

    @Test
    void aMailsPageRunsNoScriptAndOpensItsLinksElsewhere() throws Exception {
        try (LocalMail mail = start()) {
            send("ada@example.test", "Hello");
            String id = json("/api/messages").get("items").get(0).get("id").asText();
            HttpResponse<String> page = get("/messages/" + id + "/html");
            assertThat(mail.process().isAlive()).isTrue();
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .startsWith("sandbox allow-popups allow-popups-to-escape-sandbox;")
                            .contains("default-src 'none'"));
            assertThat(page.body()).contains("<base target=_blank>").contains("<b>page</b>");
        }
    }

    @Test
    void mailsAreThereAfterARestart() throws Exception {
        try (LocalMail first = start()) {
            send("ada@example.test", "Kept");
            assertThat(first.process().isAlive()).isTrue();
        }
        try (LocalMail second = start()) {
            assertThat(second.process().isAlive()).isTrue();
            assertThat(json("/api/messages").get("items").get(0).get("subject").asText())
                    .isEqualTo("Kept");
        }
    }

    @Test
    void anUnknownMailIsNotFound() throws Exception {
        try (LocalMail mail = start()) {
            assertThat(get("/api/messages/..%2F..%2Fsecrets").statusCode()).isEqualTo(404);
            assertThat(mail.process().isAlive()).isTrue();
        }
    }

    @Test
    void withACertificateItTakesMailByTlsAlone() throws Exception {
        CertificateAuthority.create("Millrace")
                .issue(folder.resolve("tls"), CertificateAuthority.validNow(), "127.0.0.1");
        try (LocalMail mail =
                start(Map.of(MailServer.CERTIFICATE, folder.resolve("tls").toString()))) {
            assertThatThrownBy(() -> send("ada@example.test", "Plain")).isInstanceOf(MessagingException.class);
            send(
                    "ada@example.test",
                    "Encrypted",
                    Map.of("mail.smtp.starttls.required", "true", "mail.smtp.ssl.trust", "*"));

            assertThat(mail.process().isAlive()).isTrue();
            JsonNode items = json("/api/messages").get("items");
            assertThat(items).hasSize(1);
            assertThat(items.get(0).get("subject").asText()).isEqualTo("Encrypted");
        }
    }

    private LocalMail start() {
        return start(Map.of());
    }

    private LocalMail start(Map<String, String> environment) {
        return LocalMail.start(folder.resolve("mail"), folder.resolve("mail.log"), smtpPort, pagePort, environment);
    }

    private void send(String to, String subject) throws MessagingException {
        send(to, subject, Map.of());
    }

    private void send(String to, String subject, Map<String, String> settings) throws MessagingException {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(smtpPort));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("hello@millrace.localhost"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Open http://localhost/confirm?a=1&b=2", "UTF-8");
        MimeBodyPart page = new MimeBodyPart();
        page.setText("<b>page</b>", "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", text, page));
        Transport.send(message);
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pagePort + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
