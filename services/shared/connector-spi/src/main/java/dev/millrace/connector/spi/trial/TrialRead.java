package dev.millrace.connector.spi.trial;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a short read of a stream gave. Secrets are masked in all of it; records are as the API gave them.
 *
 * @param end why it went no further
 * @param message what went wrong, with {@link End#FAILED}
 * @param records the first ones
 * @param recordsRead how many there were in all pages that were read
 * @param pages in the order in which they were asked for
 * @param exchanges what was sent and answered, the first ones
 * @param schema a JSON Schema that the records fit
 * @param undeclared fields of records that the manifest's own schema does not have; empty where it has none
 * @param replaced fields of the form that hold a credential which the API has replaced meanwhile: what was filled in is used up
 */
public record TrialRead(
        String stream,
        End end,
        @Nullable String message,
        List<JsonNode> records,
        long recordsRead,
        List<TrialPage> pages,
        List<TrialExchange> exchanges,
        List<TrialLine> log,
        JsonNode schema,
        List<String> undeclared,
        List<String> replaced) {

    /** Why a read ended. */
    public enum End {
        /** There was no more. */
        COMPLETE,
        /** There is more, and this was enough to see. */
        ENOUGH,
        /** It took too long. */
        OUT_OF_TIME,
        FAILED
    }

    public TrialRead {
        records = List.copyOf(records);
        pages = List.copyOf(pages);
        exchanges = List.copyOf(exchanges);
        log = List.copyOf(log);
        undeclared = List.copyOf(undeclared);
        replaced = List.copyOf(replaced);
    }
}
