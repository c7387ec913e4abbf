package dev.millrace.connector.rest.guess;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody said of an API.
 *
 * @param url of its first page, with its query
 * @param headers that go with each request
 * @param path of names to the records, when it is not to be looked for
 * @param changed the field of a record that grows with every change, when only what is new is to be read
 * @param since the parameter that the newest value of that field goes into, when the API has one
 */
public record Wish(
        String url,
        Map<String, String> headers,
        Optional<List<String>> path,
        Optional<String> changed,
        Optional<String> since) {

    public Wish {
        headers = Map.copyOf(headers);
    }

    /** What a manifest was guessed from: another manifest is wanted when it is another. Without the query, in which keys may stand. */
    public Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("url", QueryText.bare(url));
        path.ifPresent(names -> told.put("records", String.join(".", names)));
        changed.ifPresent(field -> told.put("changed", field));
        since.ifPresent(parameter -> told.put("since", parameter));
        return told;
    }

    @Override
    public String toString() {
        return "Wish" + told();
    }
}
