package dev.millrace.images;

import com.google.cloud.tools.jib.api.JibContainer;
import dev.millrace.local.Addresses;
import io.quarkus.bootstrap.resolver.maven.BootstrapMavenContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes the images of all services and their bills of materials: {@code images <project> <base> <version> <created> <folder> <cache>}. */
public final class Main {

    private static final List<String> SERVICES =
            List.of("tenant-management", "connector", "sync-worker", "transform", "reporting", "console");

    /** Beside a platform that somebody works with. */
    private static final int PORT_OFFSET = 6000;

    private Main() {}

    /** Prints the digest of each image, which is what the chart's values {@code digest} take. */
    public static void main(String... arguments) throws Exception {
        try {
            write(arguments);
        } catch (IllegalArgumentException e) {
            System.out.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void write(String... arguments) throws Exception {
        if (arguments.length != 6) {
            throw new IllegalArgumentException(
                    "Give the project's folder, the base, the version, the time of the release, where to"
                            + " write, and yes or no for caches of the JVM.");
        }
        Path project = Path.of(arguments[0]);
        Base base = Base.parse(arguments[1]);
        Path folder = Files.createDirectories(project.resolve(arguments[4]));
        Path layers = Files.createDirectories(project.resolve("target/images-cache"));
        boolean withCaches = switch (arguments[5]) {
            case "yes" -> true;
            case "no" -> false;
            default ->
                throw new IllegalArgumentException(
                        "MILLRACE_IMAGE_AOT is \"" + arguments[5] + "\"; it can be yes or no.");
        };
        MavenLicenses licenses = new MavenLicenses(BootstrapMavenContext.config());
        Set<String> withoutLicense = new TreeSet<>();
        List<Written> written = new ArrayList<>();
        for (String service : SERVICES) {
            BillOfMaterials bill = bill(project, service, arguments[2], Instant.parse(arguments[3]));
            BillOfMaterials.Document document = bill.document(licenses);
            withoutLicense.addAll(document.withoutLicense());
            ServiceImage image = new ServiceImage(
                    service,
                    bill.application(),
                    Files.writeString(folder.resolve(service + ".cdx.json"), document.json()),
                    bill.version(),
                    bill.created());
            Path archive = folder.resolve(service + ".tar");
            written.add(new Written(image, archive, image.write(base, archive, layers)));
        }
        if (withCaches) {
            System.out.println("Services are run once, for the caches that their JVMs start from:");
            Training training =
                    new Training(project.resolve("target/images-training"), Addresses.portOffset(PORT_OFFSET));
            for (Written without : written) {
                training.add(without.image().service(), without.archive());
            }
            training.run(project, System.out::println);
            for (ListIterator<Written> each = written.listIterator(); each.hasNext(); ) {
                Written without = each.next();
                Path cache = training.cache(without.image().service());
                each.set(new Written(
                        without.image(),
                        without.archive(),
                        without.image().writeWithCache(base, without.archive(), layers, cache, without.container())));
            }
            training.clear();
        }
        if (!withoutLicense.isEmpty()) {
            System.out.printf(
                    "The authors of %d libraries declare no licence: %s%n",
                    withoutLicense.size(), String.join(", ", withoutLicense));
        }
        written.forEach(each -> System.out.printf(
                "%s@%s  %s%n",
                each.image().service(), each.container().getDigest(), project.relativize(each.archive())));
    }

    private record Written(ServiceImage image, Path archive, JibContainer container) {}

    private static BillOfMaterials bill(Path project, String service, String version, Instant created) {
        Path module = project.resolve("services").resolve(service);
        Path application = module.resolve("target/quarkus-app");
        if (!Files.isDirectory(application)) {
            throw new IllegalStateException(
                    service + " is not built: there is no " + application + ". Run: make build");
        }
        Optional<Path> webApp =
                Optional.of(module.resolve("src/main/webui/package-lock.json")).filter(Files::isRegularFile);
        return new BillOfMaterials(service, application, webApp, version, created);
    }
}
