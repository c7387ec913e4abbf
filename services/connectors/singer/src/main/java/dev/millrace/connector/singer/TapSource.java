package dev.millrace.connector.singer;

import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;

/**
 * Runs Singer taps: programs that somebody else wrote. Only those that the operator has chosen, because a tap opens connections by
 * itself, past the guard of the worker.
 */
public final class TapSource implements Source {

    private final ProgramChoice taps;
    private final ConnectorSpec spec;

    /** With those that there are now. */
    public TapSource(Programs installed) {
        this.taps = new ProgramChoice("tap", installed);
        this.spec = new ConnectorSpec(
                "singer",
                "Singer tap",
                "Read any system that one of the installed Singer taps reads.",
                "saas",
                "#7c2d12",
                "Si",
                taps.keywords("singer", "tap", "meltano"),
                schema(taps));
    }

    private static String schema(ProgramChoice taps) {
        return """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "required": ["tap"],
                  "properties": {
                    "tap": {
                      "type": "string", "title": "Tap", "order": 1, "enum": [%s],
                      "description": "The program that reads your system."
                    },
                    "settings": {
                      "type": "string", "title": "Settings", "order": 2, "secret": true,
                      "description": "What the tap calls its config: a JSON object, as its documentation shows it."
                    },
                    "catalogOption": {
                      "type": "string", "title": "Option for the catalog", "order": 3, "advanced": true,
                      "enum": ["find out", "--catalog", "--properties"], "default": "find out",
                      "description": "How the tap is given the streams to read: old ones take --properties, and pass over --catalog."
                    }
                  },
                  "additionalProperties": false
                }
                """.formatted(taps.toJsonItems());
    }

    @Override
    public ConnectorSpec spec() {
        return spec;
    }

    @Override
    public SourceSession open(SourceContext context) {
        ProgramConfiguration configuration = ProgramConfiguration.parse(context.configuration(), taps);
        ProgramRuns tap = new ProgramRuns(configuration, context);
        return new TapSession(tap, configuration.catalogOptions(), context);
    }
}
