package dev.millrace.tenantmanagement.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.local.Ports;
import dev.millrace.local.mail.MailServer;
import dev.millrace.local.tls.CertificateAuthority;
import io.smallrye.config.Secret;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.BasicMessageListener;
import org.subethamail.smtp.server.SMTPServer;

class MailSenderTest {

    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final MailSender.Mail MAIL =
            new MailSender.Mail("nele@millrace.test", "Hello", "in words", "<p>in colours</p>");

    private final int port = Ports.free();
    private final List<MimeMessage> received = new CopyOnWriteArrayList<>();
    private Closeable server = () -> {};

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aMailArrivesAsItWasWritten() throws Exception {
        start();
        sender(LATE)
                .send(new MailSender.Mail(
                        "nele@millrace.test", "Jörg invites you to Käse & Söhne", "Grüße", "<p>Grüße</p>"));

        MimeMessage mail = received.getFirst();
        assertThat(mail.getHeader("From")).containsExactly("Millrace <no-reply@millrace.test>");
        assertThat(mail.getHeader("To")).containsExactly("nele@millrace.test");
        assertThat(mail.getSubject()).isEqualTo("Jörg invites you to Käse & Söhne");
        assertThat(mail.getSentDate()).isNotNull();
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).isMimeType("text/plain")).isTrue();
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Grüße");
        assertThat(parts.getBodyPart(1).isMimeType("text/html")).isTrue();
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>Grüße</p>");
    }

    @Test
    void aSubjectAddsNoHeader() throws Exception {
        start();
        sender(LATE).send(new MailSender.Mail("nele@millrace.test", "Hello\r\nBcc: otto@millrace.test", "", ""));
        assertThat(received.getFirst().getHeader("Bcc")).isNull();
    }

    @Test
    void anAnswerThatComesAtOnceIsNotMissed() throws Exception {
        start();
        MailSender sender = sender(LATE);
        for (int i = 0; i < 200; i++) {
            sender.send(MAIL);
        }
        assertThat(received).hasSize(200);
    }

    @Test
    void serversThatSayNothingDoNotKeepTheNextMail() throws Exception {
        MailSender sender = sender(SOON);
        try (ServerSocket silent = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 20; i++) {
                assertThat(whyNot(sender)).isEqualTo("Read timed out");
            }
        }
        start();
        sender(LATE).send(MAIL);
        assertThat(received).hasSize(1);
    }

    @Test
    void aServerThatIsAwayIsSaid() {
        assertThat(whyNot(sender(LATE))).isEqualTo("Connection refused");
    }

    @Test
    void whatTheServerSaysToAnAddressIsSaid() throws Exception {
        start((context, from, to, data) -> {
            throw new RejectException(552, "the mailbox is full");
        });
        assertThat(whyNot(sender(LATE))).isEqualTo("552 the mailbox is full");
    }

    @Test
    void theAccountIsShownWhereThereIsOne() throws Exception {
        SMTPServer.Builder builder = builder(this::keep)
                .requireAuth()
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals("millrace") || !password.equals("right")) {
                        throw new LoginFailedException("who are you?");
                    }
                }));
        start(builder);
        assertThat(whyNot(new MailSender(configuration("wrong"))))
                .contains("535")
                .doesNotContain("wrong");
        new MailSender(configuration("right")).send(MAIL);
        assertThat(received).hasSize(1);
    }

    @Test
    void encryptionThatIsRequiredIsNotLeftOut() throws Exception {
        start();
        assertThat(whyNot(sender(LATE, MailConfiguration.StartTls.REQUIRED))).contains("STARTTLS");
        assertThat(received).isEmpty();
    }

    @Test
    void aServerWhoseCertificateNobodyVouchesForGetsNoMail(@TempDir Path folder) throws Exception {
        CertificateAuthority.create("Somebody").issue(folder, CertificateAuthority.validNow(), "127.0.0.1");
        start(builder(this::keep).enableTLS().startTlsSocketFactory(plain -> MailServer.encrypted(plain, folder)));
        assertThat(whyNot(sender(LATE))).isEqualTo("its certificate is not signed by an authority that is trusted");
        assertThat(received).isEmpty();
    }

    private static String whyNot(MailSender sender) {
        MessagingException[] thrown = new MessagingException[1];
        assertThatExceptionOfType(MessagingException.class)
                .isThrownBy(() -> sender.send(MAIL))
                .satisfies(error -> thrown[0] = error);
        return MailSender.sentence(thrown[0]);
    }

    private MailSender sender(Duration timeout) {
        return sender(timeout, MailConfiguration.StartTls.OPTIONAL);
    }

    private MailSender sender(Duration timeout, MailConfiguration.StartTls startTls) {
        return new MailSender(new Configuration(port, Optional.empty(), Optional.empty(), startTls, timeout));
    }

    private MailConfiguration configuration(String password) {
        return new Configuration(
                port, Optional.of("millrace"), Optional.of(() -> password), MailConfiguration.StartTls.OPTIONAL, LATE);
    }

    private void start() {
        start(this::keep);
    }

    private void start(BasicMessageListener listener) {
        start(builder(listener));
    }

    private void start(SMTPServer.Builder builder) {
        SMTPServer started = builder.build();
        started.start();
        server = started::stop;
    }

    private SMTPServer.Builder builder(BasicMessageListener listener) {
        return SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler(listener);
    }

    private void keep(Object context, String from, String to, byte[] data) {
        try {
            received.add(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(data)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Configuration(
            int port,
            Optional<String> user,
            Optional<Secret<String>> password,
            MailConfiguration.StartTls startTls,
            Duration timeout)
            implements MailConfiguration {

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public String from() {
            return "Millrace <no-reply@millrace.test>";
        }
    }
}
