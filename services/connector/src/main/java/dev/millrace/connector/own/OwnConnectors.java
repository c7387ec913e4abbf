package dev.millrace.connector.own;

import dev.millrace.connector.trials.InspectedManifest;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.TimeOrderedUuid;
import dev.millrace.platform.secrets.TenantSecrets;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.TenantContext;
import dev.millrace.work.ConnectorDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The own connectors of the tenant that the current transaction sees. */
@ApplicationScoped
public class OwnConnectors {

    /** What the names of all of them begin with; no connector of a worker is called so. */
    private static final String PREFIX = "own-";

    private static final String CATEGORY = "own";
    private static final int MOST = 100;
    private static final int MOST_VERSIONS = 500;
    private static final int LONGEST_NAME = 50;

    private final TenantSecrets secrets;
    private final TenantContext context;
    private final EntityManager entities;

    OwnConnectors(TenantSecrets secrets, TenantContext context, EntityManager entities) {
        this.secrets = secrets;
        this.context = context;
        this.entities = entities;
    }

    /** How many sources read by which version. */
    record Use(UUID version, String source) {}

    /** All, by title. */
    List<OwnConnector> all() {
        return OwnConnector.list("order by lower(title), id");
    }

    /** The tiles and forms of all, as sources that are connected now get them. */
    public List<ConnectorDescriptor> descriptors() {
        List<OwnVersion> versions =
                OwnVersion.list("number = (select c.newest from OwnConnector c where c.id = connectorId)");
        Map<UUID, OwnVersion> newest =
                versions.stream().collect(Collectors.toMap(version -> version.connectorId, Function.identity()));
        return all().stream()
                .flatMap(connector -> Optional.ofNullable(newest.get(connector.id)).stream()
                        .map(version -> descriptor(connector, version)))
                .toList();
    }

    /** One by its name, if there is one. */
    public Optional<OwnConnector> find(String name) {
        return OwnConnector.<OwnConnector>find("name", name).firstResultOptional();
    }

    OwnConnector get(String name) {
        return find(name).orElseThrow(() -> noSuchConnector(name));
    }

    OwnConnector lock(String name) {
        return OwnConnector.<OwnConnector>find("name", name)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(() -> noSuchConnector(name));
    }

    /** The versions of one, the newest first. */
    List<OwnVersion> versions(OwnConnector connector) {
        return OwnVersion.list("connectorId = ?1 order by number desc", connector.id);
    }

    /** A version by its number. */
    public OwnVersion version(OwnConnector connector, int number) {
        return OwnVersion.<OwnVersion>find("connectorId = ?1 and number = ?2", connector.id, number)
                .firstResultOptional()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.NOT_FOUND,
                        "%s has no version %d. Its newest is %d."
                                .formatted(connector.title, number, connector.newest)));
    }

    /** A version by its id. */
    public OwnVersion version(UUID id) {
        return OwnVersion.<OwnVersion>find("id", id)
                .firstResultOptional()
                .orElseThrow(
                        () -> new MillraceException(ErrorCode.NOT_FOUND, "There is no such version of a connector."));
    }

    /** The tile and the form of a source that reads by this version. */
    public ConnectorDescriptor descriptor(OwnVersion version) {
        OwnConnector connector = OwnConnector.<OwnConnector>find("id", version.connectorId)
                .firstResultOptional()
                .orElseThrow(() -> noSuchConnector("this"));
        return descriptor(connector, version);
    }

    private static ConnectorDescriptor descriptor(OwnConnector connector, OwnVersion version) {
        return new ConnectorDescriptor(
                connector.name,
                connector.title,
                connector.summary,
                CATEGORY,
                connector.colour,
                connector.initials,
                version.streams,
                version.configurationSchema);
    }

    /** The text of a version. */
    public String manifest(TenantId tenant, OwnVersion version) {
        return secrets.decrypt(tenant, purpose(version), version.manifest);
    }

    /** Adds a connector with its first version. */
    OwnConnector add(TenantId tenant, Tile tile, InspectedManifest manifest) {
        if (OwnConnector.count() >= MOST) {
            throw new MillraceException(
                    ErrorCode.LIMIT_REACHED,
                    "There are %d own connectors, which is the most. Delete one first.".formatted(MOST));
        }
        OwnConnector connector = new OwnConnector();
        connector.id = TimeOrderedUuid.next();
        connector.name = name(tile.title());
        connector.createdAt = Instant.now();
        setTile(connector, tile);
        connector.newest = 0;
        connector.persist();
        addVersion(tenant, connector, manifest);
        return connector;
    }

    /** Saves another version; sources go on with theirs. */
    OwnVersion addVersion(TenantId tenant, OwnConnector connector, InspectedManifest manifest) {
        if (connector.newest >= MOST_VERSIONS) {
            throw new MillraceException(
                    ErrorCode.LIMIT_REACHED,
                    "%s has %d versions, which is the most. Save it as another connector."
                            .formatted(connector.title, MOST_VERSIONS));
        }
        connector.newest++;
        OwnVersion version = new OwnVersion();
        version.id = TimeOrderedUuid.next();
        version.connectorId = connector.id;
        version.number = connector.newest;
        version.manifest = secrets.encrypt(tenant, purpose(version), manifest.text());
        version.configurationSchema = manifest.inspection().configurationSchema();
        version.streams = manifest.inspection().streams();
        version.createdBy = context.membership().map(Membership::name).orElse("Millrace");
        version.createdAt = Instant.now();
        version.persist();
        return version;
    }

    static void setTile(OwnConnector connector, Tile tile) {
        connector.title = tile.title().strip();
        connector.summary = tile.summary().strip();
        connector.colour = tile.colour();
        connector.initials = tile.initials();
    }

    /** Which sources read by it. */
    List<Use> uses(OwnConnector connector) {
        List<?> found = entities.createNativeQuery("select sources.own_version_id, sources.name from sources"
                        + " join own_connector_versions v on v.tenant_id = sources.tenant_id and v.id = sources.own_version_id"
                        + " where v.connector_id = :connector order by sources.name")
                .setParameter("connector", connector.id)
                .getResultList();
        return found.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Use((UUID) row[0], (String) row[1]))
                .toList();
    }

    /** Deletes one that no source reads by. */
    void delete(OwnConnector connector) {
        List<Use> uses = uses(connector);
        if (!uses.isEmpty()) {
            String names = uses.stream().map(Use::source).limit(3).collect(Collectors.joining(", "));
            throw new MillraceException(
                    ErrorCode.CONFLICT,
                    "%s is used by %s%s. Delete %s first."
                            .formatted(
                                    connector.title,
                                    names,
                                    uses.size() > 3 ? " and %d more".formatted(uses.size() - 3) : "",
                                    uses.size() == 1 ? "that source" : "those sources"));
        }
        connector.delete();
    }

    private static String name(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME)).replaceAll("-+$", "");
        String name = PREFIX + (cut.isEmpty() ? "connector" : cut);
        List<String> taken = OwnConnector.<OwnConnector>list("name like ?1", name + "%").stream()
                .map(connector -> connector.name)
                .toList();
        String candidate = name;
        for (int number = 2; taken.contains(candidate); number++) {
            candidate = name + "-" + number;
        }
        return candidate;
    }

    private static String purpose(OwnVersion version) {
        return "own-connector:" + version.id;
    }

    private static MillraceException noSuchConnector(String name) {
        return new MillraceException(ErrorCode.NOT_FOUND, "There is no connector of your own named " + name + ".");
    }
}
