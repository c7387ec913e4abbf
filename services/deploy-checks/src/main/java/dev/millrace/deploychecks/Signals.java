package dev.millrace.deploychecks;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What this process does when it is asked to end. Helm is a library in Go, which takes INT and TERM from the JVM and then does nothing
 * with them: the process would only end by being killed, and leave what it has started.
 */
final class Signals {

    /** INT and TERM have these numbers everywhere: signal(7). */
    private static final int[] ENDING = {2, 15};

    /** More than a {@code struct sigaction} has anywhere. */
    private static final int ACTION_BYTES = 256;

    private static final Function SIGACTION = Function.getFunction(Platform.C_LIBRARY_NAME, "sigaction");

    private Signals() {}

    /** Calls something, after which signals are taken by whom they were taken before. */
    static <T> T keptDuring(Supplier<T> call) {
        Map<Integer, Memory> before = new HashMap<>();
        for (int signal : ENDING) {
            Memory action = new Memory(ACTION_BYTES);
            sigaction(signal, Pointer.NULL, action);
            before.put(signal, action);
        }
        try {
            return call.get();
        } finally {
            before.forEach((signal, action) -> sigaction(signal, action, Pointer.NULL));
        }
    }

    private static void sigaction(int signal, Pointer next, Pointer previous) {
        int status = SIGACTION.invokeInt(new Object[] {signal, next, previous});
        if (status != 0) {
            throw new IllegalStateException("sigaction of signal " + signal + " gave " + status);
        }
    }
}
