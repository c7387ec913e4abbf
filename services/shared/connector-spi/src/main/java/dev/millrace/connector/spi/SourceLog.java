package dev.millrace.connector.spi;

/** Lines that the tenant reads in the log of the run: no secret, no value of a row. */
public interface SourceLog {

    /** Something that is good to know. */
    void info(String message);

    /** Something that somebody may want to look into. */
    void warn(String message);
}
