package dev.millrace.local.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a mail that people read; attachments are left out.
 *
 * @param text the plain text, or nothing
 * @param html the page, or nothing
 */
record MailContent(String from, String subject, String text, String html) {

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final int PREVIEW_LENGTH = 140;
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"'<>]+");

    static MailContent parse(byte[] raw) {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            List<String> texts = new ArrayList<>();
            List<String> pages = new ArrayList<>();
            collect(message, texts, pages);
            return new MailContent(
                    sender(message),
                    orEmpty(message.getSubject()),
                    String.join(System.lineSeparator(), texts),
                    String.join("<hr>", pages));
        } catch (MessagingException | IOException e) {
            // Shown rather than lost: whoever wrote the broken mail wants to see that it came.
            return new MailContent("", "(a mail that can't be read: " + e.getMessage() + ")", "", "");
        }
    }

    private static void collect(Part part, List<String> texts, List<String> pages)
            throws MessagingException, IOException {
        if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return;
        }
        if (part.isMimeType("text/plain")) {
            texts.add(String.valueOf(part.getContent()));
        } else if (part.isMimeType("text/html")) {
            pages.add(String.valueOf(part.getContent()));
        } else if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                collect(inner, texts, pages);
            }
        }
    }

    private static String sender(MimeMessage message) throws MessagingException {
        return message.getFrom() != null && message.getFrom()[0] instanceof InternetAddress address
                ? address.toUnicodeString()
                : "";
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    String preview() {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.substring(0, Math.min(line.length(), PREVIEW_LENGTH));
    }

    List<String> links() {
        Set<String> links = new LinkedHashSet<>();
        Matcher matcher = ADDRESS.matcher(text.isBlank() ? html.replace("&amp;", "&") : text);
        while (matcher.find()) {
            links.add(matcher.group());
        }
        return List.copyOf(links);
    }
}
