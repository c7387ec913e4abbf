package dev.millrace.tenantmanagement.invitations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The mail server. */
@ConfigMapping(prefix = "millrace.tenant-management.mail")
interface MailConfiguration {

    /** The mail server. */
    String host();

    /** The port of the mail server. */
    int port();

    /** The sender of mails. */
    String from();

    /** The account at the mail server, if it wants one. */
    Optional<String> user();

    /** The password of that account. */
    Optional<Secret<String>> password();

    /** Encryption by STARTTLS: {@code REQUIRED}, {@code OPTIONAL} (where the mail server offers it) or {@code DISABLED}. */
    StartTls startTls();

    /** How long the mail server may take for each answer; a mail without one is sent again. */
    @WithDefault("45s")
    Duration timeout();

    /** Whether connections are encrypted by STARTTLS (RFC 3207). */
    enum StartTls {
        REQUIRED,
        OPTIONAL,
        DISABLED
    }
}
