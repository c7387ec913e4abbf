package dev.millrace.connector.sample;

import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import java.util.List;

/** The sample business as a source. It needs no network and no account. */
public final class SampleSource implements Source {

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            "sample",
            "Sample business",
            "A made-up subscription business with two years of customers, invoices, visits and tickets.",
            "start",
            "#0f766e",
            "S",
            List.of("demo", "example", "test", "try", "subscription", "saas"),
            SampleConfiguration.SCHEMA);

    @Override
    public ConnectorSpec spec() {
        return SPEC;
    }

    @Override
    public boolean schemaMayChange() {
        return false;
    }

    @Override
    public SourceSession open(SourceContext context) {
        return new SampleSession(
                SampleConfiguration.parse(context.configuration()),
                context.clock().instant());
    }
}
