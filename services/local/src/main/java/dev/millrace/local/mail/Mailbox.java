package dev.millrace.local.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** The newest mails, each in a file of its own. Threads may share it. */
final class Mailbox {

    private static final int LARGEST_COUNT = 200;
    private static final String SUFFIX = ".eml";
    /** The first line of each file: who the mail was delivered to. */
    private static final String RECIPIENT = "X-Millrace-Recipient: ";

    private final Path folder;
    private final TreeMap<String, Mail> mails = new TreeMap<>();

    Mailbox(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - SUFFIX.length());
                mails.put(id, mail(id, Files.readAllBytes(file)));
            }
        }
    }

    synchronized void add(String to, byte[] data) {
        String id = "%015d-%s".formatted(System.currentTimeMillis(), UUID.randomUUID());
        byte[] header = (RECIPIENT + to.replaceAll("[\r\n]", "") + "\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] raw = new byte[header.length + data.length];
        System.arraycopy(header, 0, raw, 0, header.length);
        System.arraycopy(data, 0, raw, header.length, data.length);
        try {
            Path partial = folder.resolve(id + ".partial");
            Files.write(partial, raw);
            Files.move(partial, file(id), StandardCopyOption.ATOMIC_MOVE);
            mails.put(id, mail(id, raw));
            while (mails.size() > LARGEST_COUNT) {
                Files.deleteIfExists(file(mails.pollFirstEntry().getKey()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mails to somebody, the newest first; to everybody when {@code to} is empty. */
    synchronized List<Mail> newest(String to) {
        return mails.descendingMap().values().stream()
                .filter(mail ->
                        to.isEmpty() || mail.to().toLowerCase(Locale.ROOT).equals(to.toLowerCase(Locale.ROOT)))
                .toList();
    }

    synchronized Optional<MailContent> content(String id) throws IOException {
        return mails.containsKey(id) ? Optional.of(MailContent.parse(Files.readAllBytes(file(id)))) : Optional.empty();
    }

    private Path file(String id) {
        return folder.resolve(id + SUFFIX);
    }

    private static Mail mail(String id, byte[] raw) {
        MailContent content = MailContent.parse(raw);
        String firstLine =
                new String(raw, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        return new Mail(
                id,
                Instant.ofEpochMilli(Long.parseLong(id.split("-", 2)[0])),
                content.from(),
                firstLine.startsWith(RECIPIENT) ? firstLine.substring(RECIPIENT.length()) : "",
                content.subject(),
                content.preview(),
                content.links());
    }
}
