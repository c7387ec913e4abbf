package dev.millrace.connector.spi.database;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;

/**
 * When tables are read by ranges of their key.
 *
 * @param leastBytes the size of a table from which on it is
 * @param rangeBytes how much a range should have
 * @param mostReaders how many ranges are read at the same time at the most
 * @param gain by what each further reader must multiply the pace to stay
 * @param coresAreIdle whether this machine has a core for another reader
 */
public record RangeSettings(
        long leastBytes, long rangeBytes, int mostReaders, double gain, BooleanSupplier coresAreIdle) {

    private static final int MEBIBYTE = 1024 * 1024;

    /** One core, less what the measurement is wrong by. */
    private static final double IDLE_CORES = 0.75;

    /** What connectors use. */
    public static RangeSettings usual() {
        return new RangeSettings(64 * MEBIBYTE, 16 * MEBIBYTE, 4, 1.15, RangeSettings::hasIdleCore);
    }

    private static boolean hasIdleCore() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            double load = system.getCpuLoad();
            return load >= 0 && (1 - load) * system.getAvailableProcessors() >= IDLE_CORES;
        }
        return false;
    }
}
