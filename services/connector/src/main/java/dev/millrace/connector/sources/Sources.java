package dev.millrace.connector.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.catalogue.Connectors;
import dev.millrace.connector.catalogue.SourceConfiguration;
import dev.millrace.connector.uploads.Uploads;
import dev.millrace.events.EventTypes;
import dev.millrace.events.MillraceJson;
import dev.millrace.events.SourceDeleted;
import dev.millrace.events.Topics;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import dev.millrace.platform.outbox.Outbox;
import dev.millrace.platform.secrets.TenantSecrets;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.ConnectorDescriptor;
import dev.millrace.work.CredentialRenewal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The sources of the tenant that the current transaction sees. */
@ApplicationScoped
public class Sources {

    private static final Duration DEFAULT_INTERVAL = Duration.ofHours(6);
    private static final int MOST = 200;

    private final Connectors connectors;
    private final Uploads uploads;
    private final TenantSecrets secrets;
    private final Outbox outbox;

    Sources(Connectors connectors, Uploads uploads, TenantSecrets secrets, Outbox outbox) {
        this.connectors = connectors;
        this.uploads = uploads;
        this.secrets = secrets;
        this.outbox = outbox;
    }

    /** Adds a source; nothing is known of its streams yet. */
    public Source add(TenantId tenant, String connectorName, @Nullable String name, JsonNode configuration) {
        if (Source.count() >= MOST) {
            throw new MillraceException(
                    ErrorCode.LIMIT_REACHED,
                    "There are %d sources, which is the most. Delete one first.".formatted(MOST));
        }
        connectors.requireAvailable(connectorName);
        ConnectorDescriptor connector = connectors.get(connectorName);
        SourceConfiguration.validate(connector, configuration);
        requireOwnUploads(configuration);
        Source source = new Source();
        source.id = SourceId.create().value();
        source.connector = connector.name();
        source.name = name == null || name.isBlank() ? defaultName(connector, configuration) : name.strip();
        source.schema = Names.unique(source.name, "source", takenSchemas());
        setConfiguration(tenant, source, connector, configuration);
        source.streams = List.of();
        source.schedule = connector.category().equals("files") ? Schedule.manual() : Schedule.every(DEFAULT_INTERVAL);
        source.syncWhenReady = true;
        source.createdAt = Instant.now();
        source.persist();
        return source;
    }

    /** All, the oldest first. */
    public List<Source> all() {
        return Source.list("order by createdAt, id");
    }

    /** One of them. */
    public Source get(SourceId id) {
        return find(id).orElseThrow(() -> new MillraceException(ErrorCode.NOT_FOUND, "There is no such source."));
    }

    /** One of them, if it is still there. */
    public Optional<Source> find(SourceId id) {
        return Source.<Source>find("id", id.value()).firstResultOptional();
    }

    /** One of them, kept from others until the transaction ends. */
    public Source lock(SourceId id) {
        return Source.<Source>find("id", id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(() -> new MillraceException(ErrorCode.NOT_FOUND, "There is no such source."));
    }

    /** Changes the configuration; secrets that are not given stay as they are. */
    public void reconfigure(TenantId tenant, Source source, JsonNode configuration) {
        ConnectorDescriptor connector = connectors.get(source.connector);
        JsonNode whole =
                SourceConfiguration.keepingSecrets(connector, configurationWithSecrets(tenant, source), configuration);
        SourceConfiguration.validate(connector, whole);
        requireOwnUploads(whole);
        setConfiguration(tenant, source, connector, whole);
        Circuit.close(source, Instant.now());
    }

    /**
     * Puts credentials that the source's API has replaced in the place of those that a run began with.
     *
     * @param source locked
     * @return false when somebody else has changed them since, which then holds
     */
    public boolean renewCredentials(TenantId tenant, Source source, Map<String, CredentialRenewal.Change> changes) {
        ConnectorDescriptor connector = connectors.get(source.connector);
        SourceConfiguration.requireRenewable(connector, changes.keySet());
        ObjectNode whole = configurationWithSecrets(tenant, source).deepCopy();
        for (Map.Entry<String, CredentialRenewal.Change> change : changes.entrySet()) {
            if (!change.getValue().previous().equals(whole.get(change.getKey()))) {
                return false;
            }
            whole.set(change.getKey(), change.getValue().value());
        }
        SourceConfiguration.validate(connector, whole);
        setConfiguration(tenant, source, connector, whole);
        return true;
    }

    /** The configuration as a worker needs it. */
    public JsonNode configurationWithSecrets(TenantId tenant, Source source) {
        try {
            return MillraceJson.mapper().readTree(secrets.decrypt(tenant, purpose(source.id), source.encrypted));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses to read a source that no worker can read at present. */
    public void requireReadable(Source source) {
        connectors.requireAvailable(source.connector);
    }

    /** Sets when the source is read by itself. */
    public void schedule(Source source, Schedule schedule) {
        schedule.validate();
        source.schedule = schedule;
        Circuit.rearm(source, Instant.now());
    }

    /** Has streams read that were not. */
    public static void select(Source source, Set<String> names, boolean selected) {
        source.streams = source.streams.stream()
                .map(stream -> names.contains(stream.name()) ? stream.withSelected(selected) : stream)
                .toList();
    }

    /** What a sync reads. */
    public static List<ConfiguredStream> configuredStreams(Source source) {
        return source.streams.stream()
                .filter(PipelineStream::selected)
                .map(s -> new ConfiguredStream(
                        s.name(), s.syncMode(), s.primaryKey(), s.cursorField(), s.table(), s.settings()))
                .toList();
    }

    /** Forgets the source and its runs; what was loaded stays in the warehouse. */
    public void delete(TenantId tenant, Source source) {
        source.delete();
        outbox.publish(
                Topics.RUN_EVENTS,
                EventTypes.SOURCE_DELETED,
                tenant,
                null,
                new SourceDeleted(source.sourceId(), source.schema));
    }

    private void setConfiguration(
            TenantId tenant, Source source, ConnectorDescriptor connector, JsonNode configuration) {
        ObjectNode shown = SourceConfiguration.withoutSecrets(connector, configuration);
        source.configuration = shown;
        source.encrypted = secrets.encrypt(tenant, purpose(source.id), configuration.toString());
    }

    private void requireOwnUploads(JsonNode configuration) {
        List<UploadId> ids = new ArrayList<>();
        for (JsonNode upload : configuration.path("uploads")) {
            try {
                ids.add(UploadId.fromString(upload.path("id").asText()));
            } catch (IllegalArgumentException e) {
                throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, "An upload's id is no id.", e);
            }
        }
        uploads.requireOwn(ids);
    }

    private static String defaultName(ConnectorDescriptor connector, JsonNode configuration) {
        JsonNode file = configuration.path("uploads").path(0).path("fileName");
        if (file.isTextual()) {
            return file.asText().replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
        }
        JsonNode database = configuration.path("database");
        return database.isTextual() ? database.asText() : connector.title();
    }

    private static List<String> takenSchemas() {
        List<String> taken = new ArrayList<>(
                Source.<Source>listAll().stream().map(source -> source.schema).toList());
        // The models of a source go into a schema beside its own.
        taken.addAll(taken.stream().map(schema -> schema + "_models").toList());
        return taken;
    }

    private static String purpose(UUID source) {
        return "source-configuration:" + source;
    }
}
