package dev.millrace.syncworker;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Has the old generation collected once runs have left some megabytes of dead buffers there. By itself the serial collector, the one for
 * small heaps, looks at it only when the heap has grown as far as it may, and the machine does not get that memory back.
 */
@ApplicationScoped
class HeapKeeper {

    private static final String OLD_GENERATION = "Tenured Gen";
    private static final String MAJOR = "end of major GC";
    private static final long ALLOWED_BYTES = 16L * 1024 * 1024;

    private long usedAfterMajor;

    void onStart(@Observes StartupEvent event) {
        start();
    }

    /** Does nothing where there is another collector: they see to it themselves. */
    void start() {
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        if (collectors.stream()
                .noneMatch(collector -> List.of(collector.getMemoryPoolNames()).contains(OLD_GENERATION))) {
            return;
        }
        for (GarbageCollectorMXBean collector : collectors) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((notification, handback) -> collected(notification), null, null);
            }
        }
    }

    private synchronized void collected(Notification notification) {
        if (!(notification.getUserData() instanceof CompositeData data)) {
            return;
        }
        GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo.from(data);
        MemoryUsage old = info.getGcInfo().getMemoryUsageAfterGc().get(OLD_GENERATION);
        if (old == null) {
            return;
        }
        if (info.getGcAction().equals(MAJOR)) {
            usedAfterMajor = old.getUsed();
        } else if (old.getUsed() - usedAfterMajor > ALLOWED_BYTES) {
            System.gc();
        }
    }
}
