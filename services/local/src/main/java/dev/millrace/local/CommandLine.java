package dev.millrace.local;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What the launcher is asked to do.
 *
 * @param once stop after the demonstration
 * @param only names of parts; all when empty
 */
record CommandLine(Verb verb, boolean once, List<String> only) {

    enum Verb {
        UP,
        DEMO,
        PREPARE
    }

    CommandLine {
        only = List.copyOf(only);
    }

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException with what is wrong and the usage
     */
    static CommandLine parse(List<String> arguments, String usage) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Verb verb = switch (rest.isEmpty() ? "" : rest.removeFirst()) {
            case "up" -> Verb.UP;
            case "demo" -> Verb.DEMO;
            case "prepare" -> Verb.PREPARE;
            default -> throw new IllegalArgumentException(usage);
        };
        boolean once = false;
        List<String> only = List.of();
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            if (option.equals("--once") && verb == Verb.DEMO) {
                once = true;
            } else if (option.equals("--only") && !rest.isEmpty()) {
                only = Arrays.asList(rest.removeFirst().split(",", -1));
                Part.only(only);
            } else {
                throw new IllegalArgumentException("What is \"" + option + "\"?" + System.lineSeparator() + usage);
            }
        }
        return new CommandLine(verb, once, only);
    }
}
