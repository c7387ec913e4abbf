package dev.millrace.connector.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.catalogue.Connectors;
import dev.millrace.connector.catalogue.SourceConfiguration;
import dev.millrace.connector.own.OwnConnector;
import dev.millrace.connector.own.OwnConnectors;
import dev.millrace.connector.own.OwnVersion;
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
import dev.millrace.platform.DatabaseClock;
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
    private final OwnConnectors ownConnectors;
    private final Uploads uploads;
    private final TenantSecrets secrets;
    private final Outbox outbox;
    private final DatabaseClock clock;

    Sources(
            Connectors connectors,
            OwnConnectors ownConnectors,
            Uploads uploads,
            TenantSecrets secrets,
            Outbox outbox,
            DatabaseClock clock) {
        this.connectors = connectors;
        this.ownConnectors = ownConnectors;
        this.uploads = uploads;
        this.secrets = secrets;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Adds a source; nothing is known of its streams yet. */
    public Source add(TenantId tenant, String connectorName, @Nullable String name, JsonNode configuration) {
        if (Source.count() >= MOST) {
            throw new MillraceException(
                    ErrorCode.LIMIT_REACHED,
                    "There are %d sources, which is the most. Delete one first.".formatted(MOST));
        }
        Optional<OwnVersion> own = newestOwn(connectorName);
        connectors.requireAvailable(own.isPresent() ? Connectors.OF_MANIFESTS : connectorName);
        ConnectorDescriptor connector =
                own.map(ownConnectors::descriptor).orElseGet(() -> connectors.get(connectorName));
        SourceConfiguration.validate(connector, configuration);
        requireOwnUploads(configuration);
        Source source = new Source();
        source.id = SourceId.create().value();
        source.connector = connector.name();
        source.ownVersionId = own.map(version -> version.id).orElse(null);
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

    private Optional<OwnVersion> newestOwn(String connectorName) {
        return ownConnectors.find(connectorName).map(connector -> ownConnectors.version(connector, connector.newest));
    }

    /** The form and the tile that a source gets which is connected now. */
    public ConnectorDescriptor connectorNamed(String name) {
        return newestOwn(name).map(ownConnectors::descriptor).orElseGet(() -> connectors.get(name));
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

    /** The form and the tile of its connector, in the version that it is read by. */
    public ConnectorDescriptor connectorOf(Source source) {
        return version(source).map(ownConnectors::descriptor).orElseGet(() -> connectors.get(source.connector));
    }

    private Optional<OwnVersion> version(Source source) {
        return Optional.ofNullable(source.ownVersionId).map(ownConnectors::version);
    }

    /** Whether its permission is given in the browser. */
    public boolean isAuthorisable(Source source) {
        return connectorOf(source).configurationSchema().has("authorisation");
    }

    /** The number of the version that it is read by, with a connector of the tenant's own. */
    public Optional<Integer> versionNumber(Source source) {
        return version(source).map(version -> version.number);
    }

    /** The manifest that it is read by, with a connector of the tenant's own. */
    public Optional<String> manifest(TenantId tenant, Source source) {
        return version(source).map(version -> ownConnectors.manifest(tenant, version));
    }

    /**
     * Has it read by another version from now on. What is filled in stays as far as the form of that one has it; what was secret and
     * would no longer be is forgotten.
     *
     * @param configuration that the new form asks for; null for what is there
     */
    public void useVersion(TenantId tenant, Source source, int number, @Nullable JsonNode configuration) {
        OwnConnector own = ownConnectors
                .find(source.connector)
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.INVALID_REQUEST,
                        source.name + " has no versions to choose from: its connector comes with Millrace."));
        ConnectorDescriptor before = connectorOf(source);
        JsonNode present = configurationWithSecrets(tenant, source);
        OwnVersion version = ownConnectors.version(own, number);
        ConnectorDescriptor connector = ownConnectors.descriptor(version);
        source.ownVersionId = version.id;
        reconfigure(tenant, source, connector, SourceConfiguration.fitting(before, connector, present), configuration);
    }

    /** Changes the configuration; secrets that are not given stay as they are. */
    public void reconfigure(TenantId tenant, Source source, JsonNode configuration) {
        reconfigure(tenant, source, connectorOf(source), configurationWithSecrets(tenant, source), configuration);
    }

    private void reconfigure(
            TenantId tenant,
            Source source,
            ConnectorDescriptor connector,
            JsonNode present,
            @Nullable JsonNode changed) {
        JsonNode whole = changed == null ? present : SourceConfiguration.keepingSecrets(connector, present, changed);
        SourceConfiguration.validate(connector, whole);
        requireOwnUploads(whole);
        setConfiguration(tenant, source, connector, whole);
        Circuit.close(source, clock.now());
    }

    /**
     * Puts credentials that the source's API has replaced in the place of those that a run began with.
     *
     * @param source locked
     * @return false when somebody else has changed them since, which then holds
     */
    public boolean renewCredentials(TenantId tenant, Source source, Map<String, CredentialRenewal.Change> changes) {
        ConnectorDescriptor connector = connectorOf(source);
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
        prolong(source, connector, changes.keySet());
        return true;
    }

    /** Where a permission holds for so long from its last use on, a new refresh token is one. */
    private static void prolong(Source source, ConnectorDescriptor connector, Set<String> changed) {
        JsonNode terms = connector.configurationSchema().path("authorisation");
        String refreshToken = terms.path("fields").path("refreshToken").asText();
        if (terms.has("lastsDays") && changed.contains(refreshToken)) {
            source.accessGranted(
                    Instant.now().plus(Duration.ofDays(terms.path("lastsDays").asLong())));
        }
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
        connectors.requireAvailable(connectorToRun(source));
    }

    /** What a worker needs to have for it. */
    public static String connectorToRun(Source source) {
        return source.ownVersionId == null ? source.connector : Connectors.OF_MANIFESTS;
    }

    /** Sets when the source is read by itself. */
    public void schedule(Source source, Schedule schedule) {
        schedule.validate();
        source.schedule = schedule;
        Circuit.rearm(source, clock.now());
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
