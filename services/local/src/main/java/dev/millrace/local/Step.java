package dev.millrace.local;

/** One step of the demonstration, done on a running platform through its public API. */
interface Step {

    /** What the step does, for the person who watches, such as "Sign up". */
    String title();

    /**
     * Does it.
     *
     * @return what came out, in a line or more for the person who watches; may be empty
     * @throws ServerFailedException when the platform did not do what it should
     */
    String run(LocalPlatform platform);
}
