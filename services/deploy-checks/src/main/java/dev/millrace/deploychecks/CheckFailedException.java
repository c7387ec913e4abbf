package dev.millrace.deploychecks;

/** Something that was to be shown does not hold. The message says what, and what was seen. */
final class CheckFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CheckFailedException(String message) {
        super(message);
    }
}
