package dev.millrace.local;

import java.util.List;

/** The steps of the demonstration, in their order. */
final class DemoSteps {

    static final List<Step> ALL = List.of();

    private DemoSteps() {}
}
