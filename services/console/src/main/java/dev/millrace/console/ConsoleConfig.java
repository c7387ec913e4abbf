package dev.millrace.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Configuration of the front door, {@code millrace.console.*}. */
@ConfigMapping(prefix = "millrace.console")
public interface ConsoleConfig {

    /** The one address at which people reach Millrace. With {@code https}, cookies are Secure and HSTS is sent. */
    URI publicUrl();

    /** The realm at the login server, as the services reach it. */
    URI realmUrl();

    /** Where the login server is, without its path. */
    URI keycloakUrl();

    /** The services behind the API. */
    Upstreams upstream();

    /** Live events. */
    Events events();

    /** The merged OpenAPI document. */
    Documents documents();

    /** Base addresses of the services. */
    interface Upstreams {
        /** Workspaces, members, invitations, keys, audit. */
        URI tenantManagement();

        /** Catalogue, uploads, sources, runs. */
        URI connector();

        /** Runs of models. */
        URI transform();

        /** Dashboards, tables, questions. */
        URI reporting();

        /** How long connecting to a service may take. */
        @WithDefault("2S")
        Duration connectTimeout();

        /** How long a service may stay silent within a call. */
        @WithDefault("2M")
        Duration silenceTimeout();
    }

    /** Live events. */
    interface Events {
        /** Kafka's brokers. Without them there are no live events, and pages ask again every few seconds. */
        Optional<String> bootstrapServers();

        /** The topic that facts about runs come from. */
        @WithDefault("millrace.run-events.v1")
        String topic();

        /** How often a comment is sent, so that nothing between here and the browser closes a quiet stream. */
        @WithDefault("15S")
        Duration keepAlive();

        /** How long a stream lives. The browser opens the next one by itself, and membership is asked again. */
        @WithDefault("2M")
        Duration longestStream();
    }

    /** The merged OpenAPI document. */
    interface Documents {
        /** How long a fetched document counts as fresh. */
        @WithDefault("1M")
        Duration freshFor();
    }
}
