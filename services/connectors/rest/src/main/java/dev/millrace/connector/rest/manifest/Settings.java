package dev.millrace.connector.rest.manifest;

import dev.millrace.connector.rest.expression.Expressions;
import java.time.Clock;
import java.util.Map;

/** What the templates of a manifest see beside the moment: one for each session. */
public final class Settings {

    private final Map<String, Object> config;
    private final Clock clock;
    private final Expressions expressions;

    /**
     * For a configuration at a time.
     *
     * @param config the person's configuration; authenticators that renew tokens write them into it
     * @param clock the time that macros such as {@code now_utc()} give
     */
    public Settings(Map<String, Object> config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.expressions = new Expressions(clock);
    }

    /** The person's configuration. Holds secrets. */
    public Map<String, Object> config() {
        return config;
    }

    /** The time. */
    public Clock clock() {
        return clock;
    }

    /** Makes expressions that go by the clock. */
    public Expressions expressions() {
        return expressions;
    }
}
