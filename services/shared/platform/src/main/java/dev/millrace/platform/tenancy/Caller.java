package dev.millrace.platform.tenancy;

/** Who makes a request, before it is known what they may do. */
public sealed interface Caller {

    /**
     * A person who logged in.
     *
     * @param subject the provider's id for the person
     * @param name for other people to read
     */
    record Person(String subject, String email, boolean emailVerified, String name) implements Caller {}

    /** A program with an API key, in the form that {@code Authorization: Bearer} carries. */
    record KeyHolder(String apiKey) implements Caller {

        @Override
        public String toString() {
            return "KeyHolder[***]";
        }
    }
}
