package dev.millrace.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A line to a server on this machine that gives each connection so many bytes a second and no more, as a far one does. */
final class SlowLine implements AutoCloseable {

    private static final int BLOCK_BYTES = 64 * 1024;
    private static final double NANOS = 1e9;

    private final ServerSocket entrance;
    private final int serverPort;
    private final double bytesPerSecond;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    SlowLine(int serverPort, double bytesPerSecond) throws IOException {
        this.serverPort = serverPort;
        this.bytesPerSecond = bytesPerSecond;
        this.entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("slow-line").start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                open.add(client);
                open.add(server);
                Thread.ofPlatform().daemon().start(() -> pump(client, server, Double.POSITIVE_INFINITY));
                Thread.ofPlatform().daemon().start(() -> pump(server, client, bytesPerSecond));
            } catch (IOException e) {
                if (!entrance.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pump(Socket from, Socket to, double pace) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] block = new byte[BLOCK_BYTES];
            long due = System.nanoTime();
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                out.write(block, 0, read);
                // What was not used while nothing came is gone, as it is on a line.
                due = Math.max(due, System.nanoTime()) + (long) (read / pace * NANOS);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
        } catch (IOException e) {
            // One of the two has hung up.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
