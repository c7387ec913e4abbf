package dev.millrace.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes sure that everything we are about to start finds its port, so that nothing of somebody else's is taken for ours. */
final class PortCheck {

    /** A platform that was killed a moment ago may still be letting its ports go. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private PortCheck() {}

    static void requireFree(Collection<Part> parts, Addresses addresses) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<String> taken = taken(parts, addresses);
        while (!taken.isEmpty() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            taken = taken(parts, addresses);
        }
        if (!taken.isEmpty()) {
            throw new ServerFailedException(String.join(System.lineSeparator(), taken)
                    + System.lineSeparator()
                    + "Stop what holds it, or move all of Millrace's ports: MILLRACE_PORT_OFFSET="
                    + (addresses.portOffset() + 1000) + " make up");
        }
    }

    private static List<String> taken(Collection<Part> parts, Addresses addresses) {
        List<String> taken = new ArrayList<>();
        for (Part part : parts) {
            part.ports(addresses)
                    .filter(port -> !Ports.isFree(port))
                    .forEach(port -> taken.add("Port %d, for %s, is taken by %s."
                            .formatted(port, part.label(), PortOwner.describe(port))));
        }
        return taken;
    }
}
