package dev.millrace.syncworker;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.connector.file.BucketSource;
import dev.millrace.connector.file.FileSource;
import dev.millrace.connector.file.GoogleSheetsSource;
import dev.millrace.connector.file.SftpSource;
import dev.millrace.connector.file.WebFileSource;
import dev.millrace.connector.mysql.MysqlSource;
import dev.millrace.connector.postgres.PostgresSource;
import dev.millrace.connector.rest.Catalogue;
import dev.millrace.connector.rest.HttpJsonSource;
import dev.millrace.connector.rest.ManifestSource;
import dev.millrace.connector.rest.RestSource;
import dev.millrace.connector.sample.SampleSource;
import dev.millrace.connector.singer.MessageFileSource;
import dev.millrace.connector.singer.ProgramSource;
import dev.millrace.connector.singer.Programs;
import dev.millrace.connector.singer.TapSource;
import dev.millrace.connector.singer.TargetSource;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.syncworker.programs.ClusterPrograms;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.ConnectorDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** The connectors that this worker can run. */
@ApplicationScoped
class Sources {

    private final List<Source> sources;

    @Inject
    Sources(SyncWorkerConfiguration configuration, ClusterPrograms cluster) {
        this(known(configuration, cluster));
    }

    Sources(List<Source> sources) {
        this.sources = List.copyOf(sources);
    }

    private static List<Source> known(SyncWorkerConfiguration configuration, ClusterPrograms cluster) {
        List<Source> known = new ArrayList<>(List.of(
                new SampleSource(),
                new FileSource(),
                new WebFileSource(),
                new BucketSource(),
                new SftpSource(),
                new GoogleSheetsSource(),
                new MessageFileSource(),
                new TargetSource(),
                new PostgresSource(),
                new MysqlSource()));
        known.addAll(Catalogue.sources());
        known.add(new HttpJsonSource());
        known.add(new ManifestSource());
        cluster.taps()
                .or(() -> configuration.singerTaps().map(Programs::in))
                .map(TapSource::new)
                .ifPresent(known::add);
        cluster.connectors()
                .or(() -> configuration.airbytePrograms().map(Programs::in))
                .map(ProgramSource::new)
                .ifPresent(known::add);
        return known;
    }

    /** What a run reads: a connector that the worker has, or one of the tenant's own. */
    Source of(ClaimedRun run) {
        String manifest = run.manifest();
        return manifest == null ? named(run.connector()) : RestSource.ofTenant(run.connector(), manifest);
    }

    Source named(String connector) {
        return sources.stream()
                .filter(source -> source.spec().name().equals(connector))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.PLATFORM_UNAVAILABLE,
                        "This worker does not know the connector \"" + connector + "\". Upgrade the workers."));
    }

    List<ConnectorDescriptor> descriptors() {
        return sources.stream().map(source -> describe(source.spec())).toList();
    }

    private static ConnectorDescriptor describe(ConnectorSpec spec) {
        try {
            return new ConnectorDescriptor(
                    spec.name(),
                    spec.title(),
                    spec.summary(),
                    spec.category(),
                    spec.colour(),
                    spec.initials(),
                    spec.keywords(),
                    MillraceJson.mapper().readTree(spec.configurationSchema()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schema of " + spec.name() + " is not JSON", e);
        }
    }
}
