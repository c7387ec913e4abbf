package dev.millrace.connector.singer;

import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import java.util.List;

/** What Singer taps write, as a source. */
public final class MessageFileSource implements Source {

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            "singer-file",
            "Singer messages",
            "Load what a Singer tap wrote, with its types, keys and deletions.",
            "files",
            "#7c2d12",
            "Si",
            List.of("singer", "tap", "meltano", "stitch", "pipelinewise"),
            MessageFileConfiguration.SCHEMA);

    @Override
    public ConnectorSpec spec() {
        return SPEC;
    }

    @Override
    public SourceSession open(SourceContext context) {
        return new MessageFileSession(
                List.of(MessageFileConfiguration.parse(context.configuration()).upload()), false, context);
    }
}
