package dev.millrace.events;

import dev.millrace.kernel.SourceId;
import java.time.Instant;

/**
 * The permission to read a source is about to end.
 *
 * @param endsAt when it does, unless somebody gives it anew
 */
public record AccessEnding(SourceId sourceId, String sourceName, Instant endsAt) {}
