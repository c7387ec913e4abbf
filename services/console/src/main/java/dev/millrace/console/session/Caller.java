package dev.millrace.console.session;

/**
 * Who makes a call.
 *
 * @param authorization what the services get as {@code Authorization}; they verify it
 * @param fromSession whether a browser's cookie stands behind it, so that a foreign page could have caused the call
 */
public record Caller(String authorization, boolean fromSession) {

    @Override
    public String toString() {
        return "Caller[fromSession=" + fromSession + ", ***]";
    }
}
