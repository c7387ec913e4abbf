package dev.millrace.local;

import java.net.URI;
import java.util.Optional;

/**
 * Where the demonstration is shown, and who tries Millrace there.
 *
 * @param publicUrl where people reach it
 * @param mailbox where the mails are that it sends; empty where it sends none and asks nobody to confirm an address
 * @param customer signs up, or logs in when that was done before
 */
public record DemoPlace(URI publicUrl, Optional<URI> mailbox, Login customer) {

    /** The same place with somebody else. */
    public DemoPlace with(Login another) {
        return new DemoPlace(publicUrl, mailbox, another);
    }
}
