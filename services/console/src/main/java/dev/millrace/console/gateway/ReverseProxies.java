package dev.millrace.console.gateway;

import dev.millrace.console.ConsoleConfig;
import dev.millrace.console.Problem;
import dev.millrace.console.ServiceClients;
import dev.millrace.kernel.CertificateFailure;
import dev.millrace.kernel.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.HostAndPort;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Makes the proxies to services. Bodies stream through in both directions: none is held here as a whole. */
@ApplicationScoped
class ReverseProxies {

    private static final Logger LOG = Logger.getLogger(ReverseProxies.class);
    private static final int CONNECTIONS_TO_A_SERVICE = 256;
    /** Shorter than a service that ends waits for its callers (MILLRACE_STOP_DELAY). */
    private static final int UNUSED_CONNECTION_SECONDS = 3;

    /** The pauses before a call is made again, in milliseconds: a replica that was lost has left its Service by then. */
    private static final List<Integer> PAUSES = List.of(100, 400, 1_000);

    /** What takes longer is not made again: whoever waits has waited long enough. */
    private static final Duration LOST_QUICKLY = Duration.ofSeconds(10);

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int MEGABYTE = 1_000_000;
    /** As the services have it for everything but files. */
    private static final long LARGEST_JSON = 3 * MEGABYTE;

    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    /** What only a proxy in front of us may say, and only we may say to a service. */
    private static final List<String> FORWARDED = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Proto",
            "X-Forwarded-Prefix");

    private final Vertx vertx;
    private final ConsoleConfig config;
    private final HttpClient toServices;
    private final HttpClient toOthers;

    ReverseProxies(Vertx vertx, ConsoleConfig config, ServiceClients services) {
        this.vertx = vertx;
        this.config = config;
        this.toServices = services.create(options());
        this.toOthers = vertx.createHttpClient(options()
                .setConnectTimeout(
                        Math.toIntExact(config.upstream().connectTimeout().toMillis())));
    }

    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS_TO_A_SERVICE)
                .setKeepAliveTimeout(UNUSED_CONNECTION_SECONDS)
                .setIdleTimeout(
                        Math.toIntExact(config.upstream().silenceTimeout().toSeconds()));
    }

    /** What is special about one proxy. */
    interface Policy {
        /** May change the request that goes to the service. */
        void prepare(io.vertx.httpproxy.ProxyRequest request);

        /** May change the service's answer. */
        void clean(ProxyResponse response);

        /** What a person or program gets when the service can't be reached. */
        Answer unreachable();

        /** The most bytes that the body of a request may have. */
        default long largestBody(io.vertx.httpproxy.ProxyRequest request) {
            return LARGEST_JSON;
        }
    }

    /** A whole answer. */
    record Answer(int status, String contentType, String body) {

        static Answer of(Problem problem) {
            return new Answer(
                    problem.code().httpStatus(),
                    Problem.MEDIA_TYPE,
                    problem.json().encode());
        }
    }

    HttpProxy toService(URI address, Policy policy) {
        return proxy(toServices, address, policy);
    }

    /** To what is none of the services. */
    HttpProxy to(URI address, Policy policy) {
        return proxy(toOthers, address, policy);
    }

    private HttpProxy proxy(HttpClient client, URI address, Policy policy) {
        RequestOptions origin = new RequestOptions()
                .setSsl(isEncrypted(address))
                .setHost(address.getHost())
                .setPort(address.getPort() >= 0 ? address.getPort() : standardPort(address));
        return HttpProxy.reverseProxy(client)
                .origin(call -> client.request(new RequestOptions(origin)))
                .addInterceptor(new PolicyInterceptor(vertx, address, policy));
    }

    /** Tells the service how the outside sees the call: by the public address, from the caller's own address. */
    void setForwarded(io.vertx.httpproxy.ProxyRequest request) {
        FORWARDED.forEach(request.headers()::remove);
        URI outside = config.publicUrl();
        int port = outside.getPort() >= 0 ? outside.getPort() : standardPort(outside);
        request.putHeader("X-Forwarded-Proto", outside.getScheme());
        request.putHeader("X-Forwarded-Host", outside.getAuthority());
        request.putHeader("X-Forwarded-Port", Integer.toString(port));
        request.putHeader("X-Forwarded-For", callerAddress(request.proxiedRequest()));
    }

    HostAndPort publicAuthority() {
        URI outside = config.publicUrl();
        return HostAndPort.create(outside.getHost(), outside.getPort());
    }

    private static String callerAddress(HttpServerRequest request) {
        return request.remoteAddress() == null
                ? "unknown"
                : request.remoteAddress().hostAddress();
    }

    private static int standardPort(URI address) {
        return isEncrypted(address) ? HTTPS_PORT : HTTP_PORT;
    }

    private static boolean isEncrypted(URI address) {
        return "https".equals(address.getScheme());
    }

    private record PolicyInterceptor(Vertx vertx, URI address, Policy policy) implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            long largest = policy.largestBody(context.request());
            LimitedBody body = new LimitedBody(context.request().getBody(), largest);
            if (body.isDeclaredTooLarge()) {
                return Future.succeededFuture(answer(context, tooLarge(largest)));
            }
            context.request().setBody(body.asBody());
            sayThatLengthIsOpen(context.request().proxiedRequest());
            policy.prepare(context.request());
            // Whether an answer is packed is between the browser and us: what came packed would lose the header that
            // says so.
            context.request().headers().remove(HttpHeaders.ACCEPT_ENCODING);
            return send(context, 0, Instant.now()).recover(failure -> {
                if (body.isTooLarge()) {
                    return Future.succeededFuture(answer(context, tooLarge(largest)));
                }
                if (failure instanceof StreamResetException) {
                    LOG.debugf("whoever asked %s left before the answer", address);
                } else {
                    LOG.warnf("%s can't be reached: %s", address, CertificateFailure.sentence(failure));
                }
                return Future.succeededFuture(answer(context, policy.unreachable()));
            });
        }

        /** Another replica has an answer to a call that found no connection, or that only reads and lost it before there was one. */
        private Future<ProxyResponse> send(ProxyContext context, int again, Instant begun) {
            return context.sendRequest().recover(failure -> {
                boolean arrived = !(failure instanceof ConnectException);
                boolean lost = failure instanceof HttpClosedException || failure instanceof SocketException;
                if (!lost
                        || (arrived && !READING.contains(context.request().getMethod()))
                        || again == PAUSES.size()
                        || Instant.now().isAfter(begun.plus(LOST_QUICKLY))) {
                    return Future.failedFuture(failure);
                }
                return vertx.timer(PAUSES.get(again), TimeUnit.MILLISECONDS).compose(waited -> {
                    if (arrived) {
                        context.request().setBody(Body.body(Buffer.buffer()));
                    }
                    return send(context, again + 1, begun);
                });
            });
        }

        /** HTTP/2 has no word for it; to the service we speak HTTP/1.1, which needs one. */
        private static void sayThatLengthIsOpen(HttpServerRequest request) {
            if (request.version() == HttpVersion.HTTP_2
                    && WITH_BODY.contains(request.method())
                    && !request.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                request.headers().set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
            }
        }

        private static Answer tooLarge(long largest) {
            return Answer.of(new Problem(
                    ErrorCode.TOO_LARGE,
                    "The body is larger than %d MB, the most that is accepted here. Send less at a time; files go to /uploads."
                            .formatted(largest / MEGABYTE)));
        }

        private static ProxyResponse answer(ProxyContext context, Answer answer) {
            ProxyResponse response = context.request().release().response();
            return response.setStatusCode(answer.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .setBody(Body.body(Buffer.buffer(answer.body())));
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            policy.clean(context.response());
            return context.sendResponse();
        }
    }
}
