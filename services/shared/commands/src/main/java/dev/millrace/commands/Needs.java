package dev.millrace.commands;

import java.util.List;

/** What one service needs around it. */
@FunctionalInterface
public interface Needs {

    /** The checks, in the order in which somebody would mend what they find. */
    List<Check> checks(Settings settings);
}
