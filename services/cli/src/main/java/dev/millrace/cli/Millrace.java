package dev.millrace.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program. Its exit code is 0 when all went well, 1 when not, and 2 when it was not understood. */
@Command(
        name = "millrace",
        description = "Works with Millrace from the command line.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Millrace {

    private Millrace() {}

    /** Does what the command line says. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Millrace())
                .addSubcommand(new SingerTargetCommand(System.in, System.out, System.err))
                .execute(args));
    }
}
