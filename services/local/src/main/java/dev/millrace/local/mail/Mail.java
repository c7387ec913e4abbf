package dev.millrace.local.mail;

import java.time.Instant;
import java.util.List;

/**
 * A mail as the list shows it.
 *
 * @param id sorts by time
 * @param to the recipient of the envelope, not what the mail claims
 * @param preview the beginning of the text on one line
 * @param links the addresses in the mail, in their order
 */
record Mail(String id, Instant receivedAt, String from, String to, String subject, String preview, List<String> links) {

    Mail {
        links = List.copyOf(links);
    }
}
