package dev.millrace.bench;

import dev.millrace.local.DemoCustomer;
import dev.millrace.local.LocalPlatform;

/** Somebody with an account comes with a browser that has no session, and logs in. */
record Logins(LocalPlatform platform) implements Question {

    @Override
    public String title() {
        return "a login";
    }

    @Override
    public void ask() {
        new DemoCustomer().logIn(platform);
    }
}
