package dev.millrace.local;

import java.util.List;

/** The steps of the demonstration, in their order. */
final class DemoSteps {

    private DemoSteps() {}

    /** The steps of one new customer. */
    static List<Step> all(DemoPlace place) {
        DemoCustomer customer = new DemoCustomer(place);
        return List.of(
                new Step(
                        place.mailbox().isPresent() ? "Sign up, with the link from the mail" : "Sign up",
                        customer::enter),
                new Step("Open the workspace", customer::openWorkspace),
                new Step("Connect the sample business and load it", customer::connectSample),
                new Step("Drop a spreadsheet and load it", customer::connectSpreadsheet),
                new Step("Build the models of the sample business", customer::waitForModels),
                new Step("Read the dashboards", customer::readDashboards),
                new Step("Open it in a browser", () -> login(place)));
    }

    private static String login(DemoPlace place) {
        Login login = place.customer();
        return place.publicUrl() + "\nE-mail    " + login.user() + "\nPassword  " + login.password();
    }
}
