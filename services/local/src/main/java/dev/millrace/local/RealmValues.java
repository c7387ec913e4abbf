package dev.millrace.local;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the placeholders of the realm file stand for. Keycloak takes them from its environment, so no secret is ever
 * written beside the realm, and puts them into the JSON as they are.
 */
final class RealmValues {

    /** The clients that have a secret. */
    private static final List<String> CLIENTS = List.of(
            "millrace-console",
            "millrace-tenant-management",
            "millrace-connector",
            "millrace-sync-worker",
            "millrace-transform",
            "millrace-reporting");

    private RealmValues() {}

    static Map<String, String> of(Addresses addresses, UnaryOperator<String> clientSecret) {
        Map<String, String> values = new HashMap<>();
        values.put("MILLRACE_PUBLIC_URL", addresses.publicUrl().toString());
        values.put("MILLRACE_MAIL_PORT", Integer.toString(addresses.smtp()));
        for (String client : CLIENTS) {
            values.put(
                    client.toUpperCase(Locale.ROOT).replace('-', '_') + "_CLIENT_SECRET", clientSecret.apply(client));
        }
        return values;
    }
}
