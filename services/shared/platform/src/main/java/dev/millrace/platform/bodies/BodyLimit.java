package dev.millrace.platform.bodies;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are larger than JSON ever needs to be, whether their length is declared or not, before they are in
 * memory. Files stream, and their feature has a limit of its own. The server itself sets none: it could only answer without a
 * body. What our own clients read is none of its business: there is no call then, and often no request at all.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
class BodyLimit implements ReaderInterceptor {

    private static final long MEGABYTE = 1_000_000;

    /** Of people and programs; the manifest of an API fits, of which the largest known has 1.25 MB. */
    static final long LARGEST_FROM_CALLERS = 3 * MEGABYTE;

    /** Of our own workers, who tell the catalog of a source: a few hundred thousand fields fit. */
    static final long LARGEST_FROM_SERVICES = 32 * MEGABYTE;

    private static final String FROM_SERVICES = "/internal/";

    private final UriInfo address;

    BodyLimit(@Context UriInfo address) {
        this.address = address;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType() != InputStream.class) {
            long largest = address.getRequestUri().getPath().startsWith(FROM_SERVICES)
                    ? LARGEST_FROM_SERVICES
                    : LARGEST_FROM_CALLERS;
            refuse(context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH), largest);
            context.setInputStream(new LimitedInputStream(context.getInputStream(), largest));
        }
        return context.proceed();
    }

    private static void refuse(@Nullable String declared, long largest) throws BodyTooLargeException {
        if (declared != null && Long.parseLong(declared) > largest) {
            throw new BodyTooLargeException(largest);
        }
    }
}
