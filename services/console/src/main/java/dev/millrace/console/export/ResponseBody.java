package dev.millrace.console.export;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletionException;

/** An answer's body for a thread that may wait: each write ends when the caller has taken it, so nothing piles up here. */
final class ResponseBody extends OutputStream {

    private final HttpServerResponse response;

    ResponseBody(HttpServerResponse response) {
        this.response = response;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Buffer copy = Buffer.buffer(length).appendBytes(bytes, offset, length);
        try {
            response.write(copy).toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IOException("whoever asked for it has gone", e);
        }
    }
}
