package dev.millrace.connector.rest.request;

import java.util.Locale;
import java.util.Optional;

/**
 * What is to become of an answer.
 *
 * @param action what to do
 * @param failure who has to act, when it fails
 * @param message what the manifest says about it; empty when it says nothing
 */
record Verdict(Action action, Failure failure, String message) {

    /** The actions of the format. */
    enum Action {
        SUCCESS,
        FAIL,
        RETRY,
        IGNORE,
        RESET_PAGINATION,
        RATE_LIMITED,
        REFRESH_TOKEN_THEN_RETRY
    }

    /** The kinds of failure of the format. */
    enum Failure {
        CONFIG_ERROR,
        SYSTEM_ERROR,
        TRANSIENT_ERROR;

        static Optional<Failure> of(Optional<String> written) {
            return written.map(name -> valueOf(name.toUpperCase(Locale.ROOT)));
        }
    }

    static final Verdict SUCCESS = new Verdict(Action.SUCCESS, Failure.SYSTEM_ERROR, "");
    static final Verdict RETRY = new Verdict(Action.RETRY, Failure.TRANSIENT_ERROR, "");

    /** What a status means where the manifest does not say. */
    static Verdict ofStatus(int status) {
        return switch (status) {
            case 400, 402, 404, 405 -> new Verdict(Action.FAIL, Failure.SYSTEM_ERROR, "");
            case 401, 403 -> new Verdict(Action.FAIL, Failure.CONFIG_ERROR, "");
            case 429 -> new Verdict(Action.RATE_LIMITED, Failure.TRANSIENT_ERROR, "");
            default ->
                status < 400
                        ? SUCCESS
                        : status < 500 && status != 408 && status != 409 && status != 425
                                ? new Verdict(Action.FAIL, Failure.SYSTEM_ERROR, "")
                                : RETRY;
        };
    }
}
