package dev.millrace.connector.singer;

import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import java.util.List;

/**
 * What a Singer tap pipes into Millrace, as a source: one part after another takes its place in the configuration, and is added to what the
 * parts before it brought.
 */
public final class TargetSource implements Source {

    /** What the program that sends the parts calls it. */
    public static final String NAME = "singer-target";

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            NAME,
            "Singer target",
            "What a Singer tap pipes in by \"millrace singer-target\", from wherever the tap runs.",
            "files",
            "#7c2d12",
            "St",
            List.of("singer", "tap", "target", "pipe", "meltano"),
            TargetConfiguration.SCHEMA);

    @Override
    public ConnectorSpec spec() {
        return SPEC;
    }

    @Override
    public SourceSession open(SourceContext context) {
        return new MessageFileSession(
                TargetConfiguration.parse(context.configuration()).uploads(), true, context);
    }

    @Override
    public boolean isDelivered() {
        return true;
    }
}
