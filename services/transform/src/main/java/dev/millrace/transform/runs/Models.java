package dev.millrace.transform.runs;

/** Where a source's models are. */
final class Models {

    private Models() {}

    /** The schema of the models of a source whose own schema is {@code schema}. */
    static String schema(String schema) {
        return schema + "_models";
    }
}
