package dev.millrace.bench;

import dev.millrace.local.DemoCustomer;
import dev.millrace.local.LocalPlatform;
import dev.millrace.local.Login;
import dev.millrace.local.ServerFailedException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** One person after the other signs up. Whoever could not be sent the mail asks for it again later, and comes in. */
final class SignUps implements Question {

    private final LocalPlatform platform;
    private final List<Login> withoutMail = new CopyOnWriteArrayList<>();

    SignUps(LocalPlatform platform) {
        this.platform = platform;
    }

    @Override
    public String title() {
        return "a sign-up";
    }

    /** The mailbox keeps the newest 200 only. */
    @Override
    public Duration pause() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void ask() {
        Login person = new Login(
                "person-" + UUID.randomUUID() + "@example.com",
                UUID.randomUUID().toString());
        try {
            customer(person).register();
        } catch (ServerFailedException e) {
            withoutMail.add(person);
            throw e;
        }
    }

    @Override
    public void verify() {
        withoutMail.stream().limit(1).forEach(person -> customer(person).recover());
    }

    private DemoCustomer customer(Login person) {
        return new DemoCustomer(platform.demoPlace().with(person));
    }
}
