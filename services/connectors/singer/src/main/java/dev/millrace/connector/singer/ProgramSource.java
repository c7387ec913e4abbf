package dev.millrace.connector.singer;

import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;

/**
 * Runs programs that speak the Airbyte protocol (spec, check, discover, read, as JSON lines): connectors that need Python or another
 * language, installed by the operator. Like taps they open connections by themselves, past the guard of the worker.
 */
public final class ProgramSource implements Source {

    private final ProgramChoice programs;
    private final ConnectorSpec spec;

    /** With those that there are now. */
    public ProgramSource(Programs installed) {
        this.programs = new ProgramChoice("program", installed);
        this.spec = new ConnectorSpec(
                "airbyte",
                "Connector program",
                "Read any system that one of the installed programs of the Airbyte protocol reads.",
                "saas",
                "#4338ca",
                "Ab",
                programs.keywords("airbyte", "program", "python"),
                schema(programs));
    }

    private static String schema(ProgramChoice programs) {
        return """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "required": ["program"],
                  "properties": {
                    "program": {
                      "type": "string", "title": "Program", "order": 1, "enum": [%s],
                      "description": "The program that reads your system."
                    },
                    "settings": {
                      "type": "string", "title": "Settings", "order": 2, "secret": true,
                      "description": "What the program calls its config: a JSON object, as its documentation shows it."
                    }
                  },
                  "additionalProperties": false
                }
                """.formatted(programs.toJsonItems());
    }

    @Override
    public ConnectorSpec spec() {
        return spec;
    }

    @Override
    public SourceSession open(SourceContext context) {
        ProgramConfiguration configuration = ProgramConfiguration.parse(context.configuration(), programs);
        ProgramRuns program = new ProgramRuns(configuration, context);
        return new ProgramSession(program, configuration.settings(), context);
    }
}
