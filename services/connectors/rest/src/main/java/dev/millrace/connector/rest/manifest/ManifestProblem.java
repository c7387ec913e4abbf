package dev.millrace.connector.rest.manifest;

/**
 * Something that is wrong with a manifest.
 *
 * @param place of the component or field: {@code streams[0].retriever.requester.url_base}
 * @param message what is wrong there and what to write instead
 */
public record ManifestProblem(String place, String message) {

    @Override
    public String toString() {
        return place + " " + message;
    }
}
