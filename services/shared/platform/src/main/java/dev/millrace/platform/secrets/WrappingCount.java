package dev.millrace.platform.secrets;

/** Counts by which key the tenants' data keys open. */
final class WrappingCount {

    private long all;
    private long unreadable;

    WrappingKeys.Opening add(WrappingKeys.Opening opening) {
        all++;
        if (opening == WrappingKeys.Opening.NEITHER) {
            unreadable++;
        }
        return opening;
    }

    long all() {
        return all;
    }

    long unreadable() {
        return unreadable;
    }

    /** What to do about those that do not open. */
    String complaint() {
        return ("%d of %d tenants' keys were wrapped by another key than millrace.secrets.key and millrace.secrets.previous-key."
                        + " Set millrace.secrets.previous-key to the key that was used until now.")
                .formatted(unreadable, all);
    }
}
