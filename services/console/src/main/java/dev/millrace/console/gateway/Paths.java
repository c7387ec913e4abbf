package dev.millrace.console.gateway;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpUtils;

/** What a service gets is the path that was judged here, not one that only looks like it. */
final class Paths {

    private Paths() {}

    /** The path without {@code ..} in any disguise, and the query as it was. */
    static String normalised(HttpServerRequest request) {
        String path = HttpUtils.normalizePath(request.path());
        return request.query() == null ? path : path + "?" + request.query();
    }
}
