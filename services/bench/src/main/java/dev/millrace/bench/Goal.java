package dev.millrace.bench;

import java.util.Locale;

/** A figure beside the one that it should not pass. */
record Goal(String work, String against, double reached, double goal) {

    static String table(Iterable<Goal> goals) {
        StringBuilder table =
                new StringBuilder("\n### Goals\n\n| work | against | reached | goal | |\n|---|---|---|---|---|\n");
        for (Goal goal : goals) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | ≤ %.2f | %s |%n",
                    goal.work,
                    goal.against,
                    goal.reached,
                    goal.goal,
                    goal.reached <= goal.goal ? "met" : "missed"));
        }
        return table.toString();
    }
}
