package dev.millrace.syncworker.relay;

import dev.millrace.connector.singer.ProgramCall;
import dev.millrace.connector.singer.Programs;
import dev.millrace.connector.singer.RunningProgram;
import dev.millrace.syncworker.SyncWorkerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Programs as pods without a cluster: a relay in a process of its own, a program in another, and a folder that both have. */
public final class ProcessPods implements Programs, AutoCloseable {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Path programs;
    private final Path temporary;
    private final RelayServer relays;
    private final Map<String, String> told;
    private final List<Pod> pods = new CopyOnWriteArrayList<>();

    /** The processes of a pod. The program's ends with all that it started, as a container does. */
    public record Pod(Process relay, Process program, Path folder) {}

    /** @param told what each relay knows from its environment besides its token */
    ProcessPods(Path programs, Path temporary, RelayServer relays, Map<String, String> told) {
        this.programs = programs;
        this.temporary = temporary;
        this.relays = relays;
        this.told = Map.copyOf(told);
    }

    List<Pod> pods() {
        return List.copyOf(pods);
    }

    @Override
    public List<String> names() {
        return List.of("tap-test");
    }

    @Override
    public RunningProgram start(ProgramCall call) throws IOException {
        RelayedProgram relayed = relays.expect(call.files().toList());
        pods.add(pod(call, relayed.token()));
        return relayed;
    }

    private Pod pod(ProgramCall call, String token) throws IOException {
        Path folder = Files.createTempDirectory(temporary, "pod-");
        List<String> command = new ArrayList<>(ProgramScript.before(folder.toString()));
        command.add(programs.resolve(call.program()).toString());
        command.addAll(call.commandLine(folder.toString()));
        Map<String, String> environment = new HashMap<>(told);
        environment.put("RELAY_TOKEN", token);
        return pod(
                command,
                List.of("relay", "127.0.0.1", Integer.toString(relays.port()), folder.toString()),
                environment,
                folder);
    }

    /** Starts the processes of its two containers. */
    public static Pod pod(List<String> program, List<String> relay, Map<String, String> told, Path folder)
            throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(program);
        Process started = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("container.log").toFile())
                .start();
        var unused = started.onExit().thenAccept(ProcessPods::endGroup);
        return new Pod(relay(relay, told, folder), started, folder);
    }

    private static Process relay(List<String> arguments, Map<String, String> told, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SyncWorkerProgram.class.getName()));
        command.addAll(arguments);
        ProcessBuilder relay = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("relay.log").toFile());
        relay.environment().putAll(told);
        return relay.start();
    }

    private static void endGroup(Process program) {
        try {
            Process kill = new ProcessBuilder("kill", "-KILL", "--", "-" + program.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ignored = kill.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        for (Pod pod : pods) {
            pod.relay().destroyForcibly();
            pod.program().destroyForcibly();
        }
    }
}
