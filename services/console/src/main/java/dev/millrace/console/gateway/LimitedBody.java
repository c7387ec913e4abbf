package dev.millrace.console.gateway;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.httpproxy.Body;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that streams through and fails once more than so many bytes have come, whatever was declared. Used by
 * the event loop of its request only.
 */
final class LimitedBody implements ReadStream<Buffer> {

    private final Body body;
    private final ReadStream<Buffer> stream;
    private final long largest;
    private boolean ended;
    private long seen;
    private @Nullable Handler<Throwable> failed;

    LimitedBody(Body body, long largest) {
        this.body = body;
        this.stream = body.stream();
        this.largest = largest;
    }

    Body asBody() {
        return Body.body(this, body.length());
    }

    boolean isDeclaredTooLarge() {
        return body.length() > largest;
    }

    boolean isTooLarge() {
        return seen > largest;
    }

    @Override
    public LimitedBody handler(@Nullable Handler<Buffer> handler) {
        stream.handler(handler == null ? null : buffer -> pass(buffer, handler));
        return this;
    }

    private void pass(Buffer buffer, Handler<Buffer> handler) {
        // HTTP/2 may end a call that has no body with an empty piece of one, which a call without a length can't have.
        if (isTooLarge() || buffer.length() == 0) {
            return;
        }
        seen += buffer.length();
        if (!isTooLarge()) {
            handler.handle(buffer);
        } else if (failed != null) {
            failed.handle(new IllegalStateException("the body is larger than " + largest + " bytes"));
        }
    }

    @Override
    public LimitedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        stream.exceptionHandler(handler);
        return this;
    }

    @Override
    public LimitedBody endHandler(@Nullable Handler<Void> handler) {
        stream.endHandler(
                handler == null
                        ? null
                        : ignored -> {
                            ended = true;
                            handler.handle(null);
                        });
        return this;
    }

    @Override
    public LimitedBody pause() {
        if (!ended) {
            stream.pause();
        }
        return this;
    }

    @Override
    public LimitedBody resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public LimitedBody fetch(long amount) {
        // Whoever answers instead of a service that went away lets the rest of the body come; HTTP/2 does not take that
        // behind its end.
        if (!ended) {
            stream.fetch(amount);
        }
        return this;
    }
}
