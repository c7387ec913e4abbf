package dev.millrace.connector.rest;

import dev.millrace.connector.rest.manifest.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of the configuration into which a manifest's authenticators write what the API replaces. */
final class RenewedFields {

    private static final List<String> PATHS =
            List.of("access_token_config_path", "refresh_token_config_path", "token_expiry_date_config_path");
    private static final String USUAL = "credentials";

    private RenewedFields() {}

    static Set<String> in(@Nullable Object manifest) {
        Set<String> fields = new TreeSet<>();
        gather(manifest, fields);
        return fields;
    }

    private static void gather(@Nullable Object node, Set<String> fields) {
        if (node instanceof Map<?, ?> map) {
            if ("OAuthAuthenticator".equals(map.get("type"))
                    && map.get("refresh_token_updater") instanceof Map<?, ?> updater) {
                for (String path : PATHS) {
                    List<Object> steps = Tree.listOf(updater.get(path));
                    fields.add(steps.isEmpty() ? USUAL : String.valueOf(steps.getFirst()));
                }
            }
            map.values().forEach(value -> gather(value, fields));
        } else if (node instanceof List<?> list) {
            list.forEach(item -> gather(item, fields));
        }
    }
}
