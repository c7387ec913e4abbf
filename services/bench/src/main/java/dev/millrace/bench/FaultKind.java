package dev.millrace.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Faults that are tried together, as {@code --faults=kill,disk} names them. */
enum FaultKind {
    KILL,
    FREEZE,
    SLOW,
    DISK,
    NETWORK,
    CLOCK,
    CERTIFICATE;

    private static final String OPTION = "--faults";

    /** Whether the command's options ask for faults. */
    static boolean isAskedFor(List<String> options) {
        return options.stream().anyMatch(FaultKind::isOption);
    }

    /**
     * The kinds that the options name; all without a name.
     *
     * @throws IllegalArgumentException naming the choices
     */
    static Set<FaultKind> chosen(List<String> options) {
        Set<FaultKind> chosen = EnumSet.noneOf(FaultKind.class);
        for (String option : options) {
            if (isOption(option) && !option.equals(OPTION)) {
                for (String name : option.substring(OPTION.length() + 1).split(",", -1)) {
                    chosen.add(named(name));
                }
            }
        }
        return chosen.isEmpty() ? EnumSet.allOf(FaultKind.class) : chosen;
    }

    private static boolean isOption(String option) {
        return option.equals(OPTION) || option.startsWith(OPTION + "=");
    }

    private static FaultKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There are no faults named \"" + name
                        + "\". There are: "
                        + Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", ")) + "."));
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
