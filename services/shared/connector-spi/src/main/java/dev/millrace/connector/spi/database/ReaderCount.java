package dev.millrace.connector.spi.database;

/**
 * How many read a table at the same time: one more as long as this machine has cores without work, and each that came made the reading
 * faster. So the other machine, whose cores nobody here can see, is asked by trying.
 */
final class ReaderCount {

    /** The first rounds also open files and fill caches. */
    private static final int ROUNDS_BEFORE_A_TRIAL = 2;

    private final int most;
    private final double gain;
    private int count = 1;
    private int rounds;
    private boolean onTrial;
    private boolean settled;
    private double paceBefore;

    /**
     * @param most readers
     * @param gain by what a reader that is to stay must multiply the pace
     */
    ReaderCount(int most, double gain) {
        this.most = most;
        this.gain = gain;
    }

    int count() {
        return count;
    }

    /** Whether to look if there are cores without work. */
    boolean isOpenForMore() {
        return !settled && !onTrial && count < most && rounds >= ROUNDS_BEFORE_A_TRIAL;
    }

    /** Tells the pace of a round, in rows a second. */
    void had(double pace) {
        rounds++;
        if (onTrial && pace < paceBefore * gain) {
            count--;
            settled = true;
        }
        onTrial = false;
        paceBefore = pace;
    }

    /** Begins to try one more. */
    void tryMore() {
        count++;
        onTrial = true;
    }

    /** There is no other reader to be had. */
    void noMore() {
        count--;
        onTrial = false;
        settled = true;
    }
}
