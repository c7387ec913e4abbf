package dev.millrace.connector.file;

import java.nio.file.Path;

/**
 * A file on the worker's disk, taken out of its wrapping.
 *
 * @param name what it is called, without the wrapping's ending
 * @param whole whether it is more than the beginning
 */
record LocalFile(String name, Path path, boolean whole) {}
