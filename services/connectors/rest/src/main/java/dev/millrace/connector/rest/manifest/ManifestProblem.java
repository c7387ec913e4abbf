package dev.millrace.connector.rest.manifest;

import java.util.OptionalInt;

/**
 * Something that is wrong with a manifest.
 *
 * @param place of the component or field: {@code streams[0].retriever.requester.url_base}
 * @param line of the text that the place, or what is nearest around it, begins at; from 1
 * @param message what is wrong there and what to write instead
 */
public record ManifestProblem(String place, OptionalInt line, String message) {

    ManifestProblem(String place, String message) {
        this(place, OptionalInt.empty(), message);
    }

    ManifestProblem at(OptionalInt known) {
        return new ManifestProblem(place, known, message);
    }

    @Override
    public String toString() {
        return place + (line.isPresent() ? " (line " + line.getAsInt() + ") " : " ") + message;
    }
}
