package dev.millrace.architecture;

import java.util.Optional;

/**
 * Something that a deployment can set.
 *
 * @param key the name in property files; empty for what is set by its variable only
 * @param variable the environment variable
 * @param type what kind of value it takes, with its unit
 * @param standard the value that it has when nobody sets it; empty where there is none
 * @param required whether the service does not start without it
 */
record ConfigurationSetting(
        Optional<String> key,
        String variable,
        String type,
        Optional<String> standard,
        boolean required,
        String meaning) {

    /** A row of the document's tables. */
    String row() {
        String name = key.map(text -> "<br>`" + text + "`").orElse("");
        String value = standard.filter(text -> !text.isEmpty())
                .map(text -> "`" + text + "`")
                .orElse(required ? "required" : "none");
        return "| `%s`%s | %s | %s | %s |".formatted(variable, name, type, value, meaning.replace("|", "\\|"));
    }
}
