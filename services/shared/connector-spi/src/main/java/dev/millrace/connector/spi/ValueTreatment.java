package dev.millrace.connector.spi;

/** Turns a column's values into others before they leave the worker. Its column is text. */
@FunctionalInterface
public interface ValueTreatment {

    /** What is written instead of a value, both as UTF-8. */
    byte[] apply(byte[] value);
}
