package dev.millrace.deploychecks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Renders the chart into a folder and says so, then waits to be ended. */
final class RenderingProgram {

    private RenderingProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        List<Manifest> manifests = Chart.atFirst(Path.of(arguments[0])).render(List.of("required"), Map.of());
        System.out.println(manifests.size() > 1 ? "rendered" : "nothing");
        Thread.sleep(Duration.ofHours(1));
    }
}
