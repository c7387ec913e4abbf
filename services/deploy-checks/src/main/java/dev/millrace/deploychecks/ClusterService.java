package dev.millrace.deploychecks;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * What a Service is to its callers: one address, whose connections go to the pods that are ready, one after the other. A
 * connection stays where it is, also when its pod is on its way out.
 */
final class ClusterService implements AutoCloseable {

    private static final int CONNECT_MILLIS = 1_000;

    private final String name;
    private final List<ServerSocket> sockets = new CopyOnWriteArrayList<>();
    private final List<RunningPod> pods = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    ClusterService(String name) {
        this.name = name;
    }

    /** By which others in the cluster call it. */
    String name() {
        return name;
    }

    /** What is spoken on a connection to a pod. */
    interface Upstream {

        /** Speaks it on a connection, or hands on what the caller says. */
        Socket over(Socket pod) throws IOException;
    }

    /** Takes connections at an address from now on; they are closed while no pod is ready. */
    void listen(InetSocketAddress address) throws IOException {
        listen(address, ServerSocketFactory.getDefault(), pod -> pod);
    }

    /**
     * The same for what stands between callers and a Service.
     *
     * @param downstream what it speaks with callers
     * @param upstream what it speaks with pods
     */
    void listen(InetSocketAddress address, ServerSocketFactory downstream, Upstream upstream) throws IOException {
        ServerSocket socket = downstream.createServerSocket();
        socket.setReuseAddress(true);
        socket.bind(address);
        sockets.add(socket);
        Thread.ofVirtual().name("service-" + address).start(() -> accept(socket, upstream));
    }

    void add(RunningPod pod) {
        pods.add(pod);
    }

    void remove(RunningPod pod) {
        pods.remove(pod);
    }

    private void accept(ServerSocket socket, Upstream upstream) {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                Thread.ofVirtual().start(() -> connect(caller, upstream));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void connect(Socket caller, Upstream upstream) {
        List<RunningPod> ready = pods.stream().filter(RunningPod::isReady).toList();
        try (caller;
                Socket pod = new Socket()) {
            if (ready.isEmpty()) {
                return;
            }
            RunningPod next = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
            pod.connect(next.address(), CONNECT_MILLIS);
            caller.setTcpNoDelay(true);
            pod.setTcpNoDelay(true);
            Socket spoken = upstream.over(pod);
            Thread answers = Thread.ofVirtual().start(() -> copy(spoken, caller));
            copy(caller, spoken);
            answers.join();
        } catch (IOException e) {
            // Whoever called sees a connection that closes, as with a pod that is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until one side has said all; the other may still answer. */
    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        sockets.forEach(ClusterService::close);
    }
}
