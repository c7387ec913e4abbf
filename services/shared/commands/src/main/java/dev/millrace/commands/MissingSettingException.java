package dev.millrace.commands;

/** A setting that is required has no value. */
final class MissingSettingException extends RuntimeException {

    MissingSettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
