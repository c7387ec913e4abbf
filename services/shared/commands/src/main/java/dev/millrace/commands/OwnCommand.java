package dev.millrace.commands;

import java.io.PrintStream;

/** A command that only some services have. It does one thing instead of serving. */
public interface OwnCommand {

    /** The argument that asks for it. */
    String word();

    /** Does it, and tells what was done or what is wrong; whether all went well. */
    boolean run(Settings settings, PrintStream out);
}
