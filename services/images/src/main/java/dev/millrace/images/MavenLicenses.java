package dev.millrace.images;

import io.quarkus.bootstrap.resolver.maven.BootstrapMavenContext;
import io.quarkus.bootstrap.resolver.maven.BootstrapMavenContextConfig;
import io.quarkus.bootstrap.resolver.maven.BootstrapMavenException;
import io.quarkus.bootstrap.resolver.maven.MavenArtifactResolver;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.aether.artifact.DefaultArtifact;

/**
 * What libraries declare in their POMs or, where nothing is said, in those above. They are read by what Quarkus packages with, which
 * has them all in the local repository when a service is built.
 */
final class MavenLicenses {

    private final MavenArtifactResolver resolver;

    /**
     * Those of a local repository, and of the remote ones where something is missing in it.
     *
     * @param config whose settings; with none of its own, those of Maven on this machine
     */
    MavenLicenses(BootstrapMavenContextConfig<?> config) {
        try {
            resolver = new MavenArtifactResolver(new BootstrapMavenContext(config.setWorkspaceDiscovery(false)));
        } catch (BootstrapMavenException e) {
            throw new IllegalStateException("Maven's settings could not be read: " + e.getMessage(), e);
        }
    }

    /**
     * The licences of a library in the order of its POM, none where none is declared.
     *
     * @throws IllegalStateException when its POM is not to be had
     */
    List<DeclaredLicense> of(String group, String name, String version) {
        DefaultArtifact pom = new DefaultArtifact(group, name, "pom", version);
        Map<String, Object> properties;
        try {
            properties = resolver.resolveDescriptor(pom).getProperties();
        } catch (BootstrapMavenException e) {
            throw new IllegalStateException("The POM of " + pom + " could not be read: " + e.getMessage(), e);
        }
        // Maven itself goes on without a POM that is not there.
        if (!(properties.get("license.count") instanceof Integer count)) {
            throw new IllegalStateException(
                    "The POM of " + pom + " is not in the local repository, or is none. Run: make build");
        }
        return IntStream.range(0, count)
                .mapToObj(each -> "license." + each)
                .flatMap(each ->
                        DeclaredLicense.of(
                                (String) properties.get(each + ".name"), (String) properties.get(each + ".url"))
                                .stream())
                .toList();
    }
}
