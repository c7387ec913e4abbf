package dev.millrace.connector.rest.manifest;

/** Anchors and references repeat what they name, so a small text can stand for a tree that no memory holds. */
final class TreeSize {

    /** Far more than any of the 274 manifests that were tried has. */
    private static final int MAX_NODES = 1_000_000;

    private int nodes;

    void count() {
        if (++nodes > MAX_NODES) {
            throw Manifest.invalid(
                    "The manifest repeats its parts more often than can be read. Use fewer references in references.");
        }
    }
}
