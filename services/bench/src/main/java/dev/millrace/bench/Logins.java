package dev.millrace.bench;

import dev.millrace.local.DemoCustomer;
import dev.millrace.local.LocalPlatform;
import java.time.Duration;

/** Somebody with an account comes with a browser that has no session, and logs in. */
record Logins(LocalPlatform platform) implements Question {

    @Override
    public String title() {
        return "a login";
    }

    /** Longer than the front door keeps a connection that it does not use: each login makes one. */
    @Override
    public Duration pause() {
        return Duration.ofSeconds(4);
    }

    @Override
    public void ask() {
        new DemoCustomer(platform.demoPlace()).logIn();
    }
}
