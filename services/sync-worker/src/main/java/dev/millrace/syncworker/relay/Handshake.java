package dev.millrace.syncworker.relay;

import java.io.IOException;
import java.net.Socket;

/** What comes before the first frame of a connection: nothing, or one of TLS. */
@FunctionalInterface
public interface Handshake {

    /** Frames go over the connection as it is. */
    Handshake NONE = connection -> connection;

    /**
     * Does it.
     *
     * @return what frames go over. Closing the connection itself ends both at once, whoever is writing
     */
    Socket over(Socket connection) throws IOException;
}
