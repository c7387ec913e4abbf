package dev.millrace.platform.tenancy;

import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.util.function.Predicate;

/** A call to another service found no connection or lost it: the pod is gone, and another may be there. One that waited in vain is none. */
public final class LostConnection implements Predicate<Throwable> {

    @Override
    public boolean test(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof ProcessingException
                && (cause instanceof IOException || cause instanceof HttpClosedException);
    }
}
