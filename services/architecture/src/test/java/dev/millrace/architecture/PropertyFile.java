package dev.millrace.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings that a service ships with. A line that gives one of Millrace's keys the value of a variable makes that the
 * key's variable; where a variable sets something of a library's, a comment of the form {@code ## [type] meaning} before the
 * line says what.
 *
 * @param aliases the variables of keys
 * @param variables those that stand for no key of ours
 * @param undocumented variables without a comment
 */
record PropertyFile(Map<String, Alias> aliases, List<ConfigurationSetting> variables, Set<String> undocumented) {

    private static final Pattern LINE = Pattern.compile("([a-z][^=]*)=(.*)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(MILLRACE_[A-Z0-9_]+)(?::([^}]*))?}");
    private static final Pattern COMMENT = Pattern.compile("## \\[([^]]+)] (.+)");

    /** What a key is set by, and to what when the variable is not set. */
    record Alias(String variable, Optional<String> standard) {}

    static PropertyFile read(Path file) throws IOException {
        Map<String, Alias> aliases = new LinkedHashMap<>();
        Map<String, ConfigurationSetting> variables = new LinkedHashMap<>();
        Set<String> others = new LinkedHashSet<>();
        String before = "";
        for (String line : Files.readAllLines(file)) {
            Matcher assignment = LINE.matcher(line);
            if (assignment.matches()) {
                Matcher variable = VARIABLE.matcher(assignment.group(2));
                Matcher comment = COMMENT.matcher(before);
                if (variable.find()) {
                    Alias alias = new Alias(variable.group(1), Optional.ofNullable(variable.group(2)));
                    if (assignment.group(1).startsWith("millrace.")) {
                        aliases.put(assignment.group(1), alias);
                    } else if (comment.matches()) {
                        variables.put(alias.variable(), setting(alias, comment));
                    } else {
                        others.add(alias.variable());
                    }
                }
            }
            before = line;
        }
        aliases.values().forEach(alias -> others.remove(alias.variable()));
        others.removeAll(variables.keySet());
        return new PropertyFile(aliases, new ArrayList<>(variables.values()), others);
    }

    private static ConfigurationSetting setting(Alias alias, Matcher comment) {
        return new ConfigurationSetting(
                Optional.empty(),
                alias.variable(),
                comment.group(1),
                alias.standard(),
                alias.standard().isEmpty(),
                comment.group(2));
    }
}
