package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody invites one colleague after the other: each invitation that was answered stands, and its mail comes, if only later. */
final class Invitations implements Question {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LocalPlatform platform;
    private final Product product;
    private final List<String> invited = new CopyOnWriteArrayList<>();

    Invitations(LocalPlatform platform, Product product) {
        this.platform = platform;
        this.product = product;
    }

    @Override
    public String title() {
        return "an invitation";
    }

    /** The mailbox keeps the newest 200 only. */
    @Override
    public Duration pause() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void ask() {
        String email = "colleague-" + UUID.randomUUID() + "@example.com";
        product.invite(email);
        invited.add(email);
    }

    @Override
    public void verify() {
        Instant deadline = Instant.now().plus(PATIENCE);
        for (String email : invited) {
            while (platform.mailsTo(email) != 1) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException(
                            email + " was invited and has " + platform.mailsTo(email) + " mails.");
                }
                Pause.of(pause());
            }
        }
    }
}
