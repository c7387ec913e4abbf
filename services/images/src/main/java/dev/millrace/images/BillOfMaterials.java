package dev.millrace.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Evidence;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.component.evidence.Occurrence;
import org.cyclonedx.util.BomUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a service's image holds besides its base, in the form of CycloneDX 1.6: each jar with its Maven coordinates, its checksum and
 * its place in the image, and the packages of npm that the service's web app is bundled from, both with the licences that their
 * authors declare. The same input gives the same document.
 *
 * @param service its name
 * @param application the folder that Quarkus packaged it in
 * @param webApp the lock file of its web app, where it has one
 * @param version of Millrace
 * @param created the time of the release
 */
record BillOfMaterials(String service, Path application, Optional<Path> webApp, String version, Instant created) {

    private static final String DEPENDENCIES = "quarkus-app-dependencies.txt";
    private static final String NPM_FOLDER = "node_modules/";
    private static final String OWN_GROUP = "dev.millrace";
    private static final List<DeclaredLicense> OWN_LICENSE = List.of(new DeclaredLicense(ServiceImage.LICENSE, null));
    private static final SpdxLicenses SPDX = new SpdxLicenses();

    /**
     * The document.
     *
     * @param json of CycloneDX
     * @param withoutLicense the package URLs of those whose authors declare no licence
     */
    record Document(String json, List<String> withoutLicense) {}

    /**
     * Writes the document.
     *
     * @param licenses of its libraries
     * @throws IllegalStateException when a jar has no coordinates or no POM, or a dependency no jar
     */
    Document document(MavenLicenses licenses) throws IOException {
        Bom bom = new Bom();
        Metadata metadata = new Metadata();
        Component whole = component(Component.Type.APPLICATION, "millrace", service, version);
        license(whole, OWN_LICENSE);
        metadata.setComponent(whole);
        metadata.setTimestamp(Date.from(created));
        bom.setMetadata(metadata);
        List<Component> components = new ArrayList<>();
        components.addAll(libraries(licenses));
        components.addAll(ownFiles());
        components.addAll(webPackages());
        components.forEach(bom::addComponent);
        // A number of its own for each content, and the same one for the same content.
        bom.setSerialNumber("urn:uuid:" + UUID.nameUUIDFromBytes(text(bom).getBytes(StandardCharsets.UTF_8)));
        List<String> withoutLicense = components.stream()
                .filter(component -> component.getPurl() != null && component.getLicenses() == null)
                .map(Component::getPurl)
                .toList();
        return new Document(text(bom) + "\n", withoutLicense);
    }

    private static String text(Bom bom) {
        try {
            return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString();
        } catch (GeneratorException e) {
            throw new IllegalStateException("The bill of materials could not be written: " + e.getMessage(), e);
        }
    }

    private List<Component> libraries(MavenLicenses licenses) throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        for (Path jar : files("lib")) {
            jars.put(jar.getFileName().toString(), jar);
        }
        List<Component> libraries = new ArrayList<>();
        for (String line : Files.readAllLines(application.resolve(DEPENDENCIES)).stream()
                .sorted()
                .toList()) {
            String[] parts = line.split(":", -1);
            String classifier = parts[2];
            String name = parts[0] + "." + parts[1] + "-" + parts[4] + (classifier.isEmpty() ? "" : "-" + classifier)
                    + "." + parts[3];
            Path jar = jars.remove(name);
            if (jar == null) {
                throw new IllegalStateException(service + " depends on " + line + ", which is not in the image");
            }
            Component library = component(Component.Type.LIBRARY, parts[0], parts[1], parts[4]);
            Map<String, String> qualifiers = new HashMap<>(Map.of("type", parts[3]));
            if (!classifier.isEmpty()) {
                qualifiers.put("classifier", classifier);
            }
            identify(library, "maven", new TreeMap<>(qualifiers));
            license(library, parts[0].equals(OWN_GROUP) ? OWN_LICENSE : licenses.of(parts[0], parts[1], parts[4]));
            libraries.add(located(library, jar));
        }
        if (!jars.isEmpty()) {
            throw new IllegalStateException(service + " has jars that are none of its dependencies: " + jars.keySet());
        }
        return libraries;
    }

    /** What Quarkus made of the application, which has no coordinates. */
    private List<Component> ownFiles() throws IOException {
        List<Component> own = new ArrayList<>();
        for (String part : List.of("app", "quarkus", "quarkus-run.jar")) {
            for (Path file : files(part)) {
                Component component = new Component();
                component.setType(Component.Type.FILE);
                component.setName(application.relativize(file).toString());
                component.setVersion(version);
                own.add(located(component, file));
            }
        }
        return own;
    }

    /** Without what is only used to build. */
    private List<Component> webPackages() throws IOException {
        if (webApp.isEmpty()) {
            return List.of();
        }
        Map<String, Component> packages = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : new ObjectMapper()
                .readTree(webApp.get().toFile())
                .path("packages")
                .properties()) {
            int name = entry.getKey().lastIndexOf(NPM_FOLDER);
            if (name < 0 || entry.getValue().path("dev").asBoolean()) {
                continue;
            }
            String[] parts =
                    entry.getKey().substring(name + NPM_FOLDER.length()).split("/", -1);
            Component component = component(
                    Component.Type.LIBRARY,
                    parts.length == 1 ? null : parts[0],
                    parts[parts.length - 1],
                    entry.getValue().path("version").asText());
            identify(component, "npm", null);
            license(
                    component,
                    DeclaredLicense.of(entry.getValue().path("license").asText(), null).stream()
                            .toList());
            packages.put(component.getPurl(), component);
        }
        return List.copyOf(packages.values());
    }

    private List<Path> files(String part) throws IOException {
        Path start = application.resolve(part);
        if (!Files.exists(start)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Component component(Component.Type type, @Nullable String group, String name, String version) {
        Component component = new Component();
        component.setType(type);
        component.setGroup(group);
        component.setName(name);
        component.setVersion(version);
        return component;
    }

    private static void identify(Component component, String type, @Nullable TreeMap<String, String> qualifiers) {
        try {
            PackageURL url = new PackageURL(
                    type, component.getGroup(), component.getName(), component.getVersion(), qualifiers, null);
            component.setPurl(url);
            component.setBomRef(url.canonicalize());
        } catch (MalformedPackageURLException e) {
            throw new IllegalStateException(
                    "No package has the name " + component.getName() + ": " + e.getMessage(), e);
        }
    }

    private static void license(Component component, List<DeclaredLicense> declared) {
        if (!declared.isEmpty()) {
            component.setLicenses(SPDX.choice(declared));
        }
    }

    private Component located(Component component, Path file) throws IOException {
        component.setHashes(
                BomUtils.calculateHashes(file.toFile(), Version.VERSION_16, List.of(Hash.Algorithm.SHA_256)));
        Occurrence occurrence = new Occurrence();
        occurrence.setLocation(ServiceImage.HOME
                .resolve(application.relativize(file).toString())
                .toString());
        Evidence evidence = new Evidence();
        evidence.addOccurrence(occurrence);
        component.setEvidence(evidence);
        return component;
    }
}
