package dev.millrace.syncworker;

import java.util.ArrayDeque;
import java.util.Deque;

/** Makes buffers that live for a while, as those of runs do, and prints the most memory that the heap has taken of the machine. */
final class DyingBuffers {

    private static final int LIVING = 64;
    private static final int BUFFERS = 20_000;
    private static final int BUFFER_BYTES = 100 * 1024;

    private DyingBuffers() {}

    /** With the argument {@code kept}, dead ones are collected soon. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("kept")) {
            new HeapKeeper().start();
        }
        Deque<byte[]> living = new ArrayDeque<>();
        long most = 0;
        for (int made = 0; made < BUFFERS; made++) {
            living.add(new byte[BUFFER_BYTES]);
            if (living.size() > LIVING) {
                living.remove();
            }
            most = Math.max(most, Runtime.getRuntime().totalMemory());
            if (made % LIVING == 0) {
                // Runs are not so fast that whoever hears of a collection can't keep up.
                Thread.sleep(5);
            }
        }
        System.out.println(most);
    }
}
