package dev.millrace.local;

import java.util.List;
import java.util.function.Function;

/** The steps of the demonstration, in their order. */
final class DemoSteps {

    private DemoSteps() {}

    /** The steps of one new customer. */
    static List<Step> all() {
        DemoCustomer customer = new DemoCustomer();
        return List.of(
                step("Sign up, with the link from the mail", customer::enter),
                step("Open the workspace", customer::openWorkspace),
                step("Connect the sample business and load it", customer::connectSample),
                step("Drop a spreadsheet and load it", customer::connectSpreadsheet),
                step("Build the models of the sample business", customer::waitForModels),
                step("Read the dashboards", customer::readDashboards),
                step("Open it in a browser", DemoSteps::login));
    }

    private static String login(LocalPlatform platform) {
        Login login = platform.demoCustomer();
        return platform.addresses().publicUrl() + "\nE-mail    " + login.user() + "\nPassword  " + login.password();
    }

    private static Step step(String title, Function<LocalPlatform, String> work) {
        return new Step() {

            @Override
            public String title() {
                return title;
            }

            @Override
            public String run(LocalPlatform platform) {
                return work.apply(platform);
            }
        };
    }
}
