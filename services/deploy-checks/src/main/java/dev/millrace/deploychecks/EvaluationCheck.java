package dev.millrace.deploychecks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.local.Addresses;
import dev.millrace.local.Demo;
import dev.millrace.local.DemoCustomer;
import dev.millrace.local.DemoPlace;
import dev.millrace.local.Login;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Installs the profile {@code evaluation} on this machine, without a cluster: PostgreSQL, Kafka and Keycloak from the images that it names,
 * with what the chart tells them, and Millrace beside them. Then somebody signs up and gets to dashboards.
 */
public final class EvaluationCheck {

    private EvaluationCheck() {}

    /**
     * Takes the folder with the archives of Millrace's images; and optionally one with those of the servers', for a machine that can't fetch
     * them.
     */
    public static void main(String[] arguments) throws Exception {
        Check.runWithPodman("NOT CHECKED: podman is not installed, so the evaluation was not run.", () -> {
            List<Path> images = new ArrayList<>(Podman.archives(Path.of(arguments[0])));
            if (arguments.length > 1) {
                images.addAll(Podman.archives(Path.of(arguments[1])));
            }
            run(images);
        });
    }

    private static void run(List<Path> images) throws Exception {
        Path folder = Chart.ROOT.resolve("target/pods");
        Path work = Check.emptied(folder.resolve("evaluation"));
        Addresses addresses = Check.addresses("http");
        List<Manifest> manifests = Chart.atFirst(Files.createDirectories(work.resolve("chart")))
                .render(
                        List.of("evaluation"),
                        Map.of(
                                "publicUrl",
                                addresses.publicUrl().toString(),
                                "image.registry",
                                "localhost",
                                "image.pullPolicy",
                                "Never"));
        Check.say("The profile evaluation, run by podman, with its own PostgreSQL, Kafka and Keycloak:");
        try (Podman podman = Podman.with(folder.resolve("podman"), images)) {
            Runtime.getRuntime().addShutdownHook(new Thread(podman::close, "remove-pods"));
            for (String image : Release.imagesOfServers(manifests)) {
                Optional<String> missing = podman.fetch(image);
                if (missing.isPresent()) {
                    Check.say("  NOT CHECKED: " + image
                            + " can't be fetched, and MILLRACE_EVALUATION_IMAGES names no folder with"
                            + " an archive of it: " + missing.get());
                    return;
                }
            }
            try (Release release = Release.of(podman, Map.of(), manifests, work)) {
                Check.timed("its servers are ready", release::startServers);
                Check.timed("a pod of each component is ready", release::start);
                Check.timed("helm test ended well", () -> {
                    release.runTests();
                    return true;
                });
                release.forward(new InetSocketAddress(InetAddress.getLoopbackAddress(), addresses.console()));
                // It sends no mails, so that nobody confirms an address.
                Login customer =
                        new Login("founder@example.com", UUID.randomUUID().toString());
                DemoPlace place = new DemoPlace(addresses.publicUrl(), Optional.empty(), customer);
                Demo.show(place, Check::say);
                Check.timed("an invitation says that it was not mailed, and has its link", () -> invite(place));
            }
        }
        Check.say("All of it held.");
    }

    private static boolean invite(DemoPlace place) {
        DemoCustomer customer = new DemoCustomer(place);
        customer.enter();
        customer.openWorkspace();
        JsonNode invitation = customer.browser()
                .post(customer.workspace() + "/invitations", Map.of("email", "second@example.com", "role", "VIEWER"));
        Check.require(
                invitation.path("mailedAt").isNull() && invitation.path("link").isTextual(),
                "An invitation seems to be mailed where there is no mail server: " + invitation);
        return true;
    }
}
