package dev.millrace.connector.singer;

import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import java.nio.file.Path;

/**
 * Runs Singer taps: programs that somebody else wrote, as processes of the worker. Only those in a folder that the
 * operator has chosen, because a tap opens connections by itself, past the guard of the worker.
 */
public final class TapSource implements Source {

    private final InstalledPrograms taps;
    private final ConnectorSpec spec;

    /**
     * With the taps that are in the folder now.
     *
     * @param folder of executable files, each a tap or a link to one
     * @throws IllegalArgumentException when the folder has none
     */
    public TapSource(Path folder) {
        this.taps = InstalledPrograms.in(folder, "tap");
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

    private static String schema(InstalledPrograms taps) {
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
                      "enum": ["--catalog", "--properties"], "default": "--catalog",
                      "description": "Old taps say --properties."
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
        return new TapSession(tap, context);
    }
}
