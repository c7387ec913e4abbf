package dev.millrace.connector.sources;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a source is read by itself.
 *
 * @param interval from one run's start to the next one's, with {@link Kind#INTERVAL}; five minutes at the least
 * @param cron five fields as in crontab(5), with {@link Kind#CRON}
 * @param timeZone of the cron expression, an IANA name
 */
@RegisterForReflection(registerFullHierarchy = true)
public record Schedule(
        Kind kind, @Nullable Duration interval, @Nullable String cron, String timeZone) {

    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /** What decides. */
    public enum Kind {
        /** A person. */
        MANUAL,
        INTERVAL,
        CRON
    }

    /** Only when somebody asks. */
    public static Schedule manual() {
        return new Schedule(Kind.MANUAL, null, null, "UTC");
    }

    /** Again and again. */
    public static Schedule every(Duration interval) {
        return new Schedule(Kind.INTERVAL, interval, null, "UTC");
    }

    /** Refuses what can't be followed, saying why. */
    public void validate() {
        zone();
        switch (kind) {
            case MANUAL -> {}
            case INTERVAL -> {
                if (interval == null || interval.compareTo(SHORTEST) < 0) {
                    throw invalid("Give an interval of at least five minutes, such as PT1H for every hour.");
                }
            }
            case CRON -> execution();
        }
    }

    /** The first time after {@code now}; empty when nothing is due by itself. */
    public Optional<Instant> nextAfter(Instant now) {
        return switch (kind) {
            case MANUAL -> Optional.empty();
            case INTERVAL -> Optional.ofNullable(interval).map(now::plus);
            case CRON -> execution().nextExecution(now.atZone(zone())).map(next -> next.toInstant());
        };
    }

    /**
     * The first time after {@code now} when the time between two runs is doubled so many times.
     *
     * @param longest how far they are apart at the most, unless the schedule itself has them further apart
     */
    Optional<Instant> nextAfter(Instant now, int doublings, Duration longest) {
        Optional<Instant> next = nextAfter(now);
        if (doublings == 0 || next.isEmpty()) {
            return next;
        }
        Duration apart = Duration.between(next.get(), nextAfter(next.get()).orElse(next.get()));
        Duration doubled = apart;
        for (int i = 0; i < doublings && doubled.compareTo(longest) < 0; i++) {
            doubled = doubled.multipliedBy(2);
        }
        Duration bounded = doubled.compareTo(longest) > 0 ? longest : doubled;
        return bounded.compareTo(apart) <= 0
                ? next
                : nextAfter(now.plus(bounded).minus(apart));
    }

    private ExecutionTime execution() {
        try {
            Cron parsed = PARSER.parse(cron == null ? "" : cron).validate();
            return ExecutionTime.forCron(parsed);
        } catch (IllegalArgumentException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST,
                    "The cron expression can't be read. It has five fields: minute, hour, day of month, month, day of week,"
                            + " as in 0 6 * * * for every day at six.",
                    e);
        }
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_REQUEST,
                    "There is no time zone named so. Use one such as Europe/Berlin or UTC.",
                    e);
        }
    }

    private static MillraceException invalid(String message) {
        return new MillraceException(ErrorCode.INVALID_REQUEST, message);
    }
}
