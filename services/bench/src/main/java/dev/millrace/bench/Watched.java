package dev.millrace.bench;

import dev.millrace.local.LocalPlatform;
import java.util.Optional;
import java.util.function.BiFunction;

/** A fault that is in the way of something else than figures: that is what somebody asks for meanwhile. */
record Watched(Fault fault, BiFunction<LocalPlatform, Product, Question> asked) implements Fault {

    @Override
    public String title() {
        return fault.title();
    }

    @Override
    public FaultKind kind() {
        return fault.kind();
    }

    @Override
    public Optional<String> obstacle() {
        return fault.obstacle();
    }

    @Override
    public Optional<Question> question(LocalPlatform platform, Product product) {
        return Optional.of(asked.apply(platform, product));
    }

    @Override
    public void prepare(LocalPlatform platform) {
        fault.prepare(platform);
    }

    @Override
    public void happen(LocalPlatform platform) {
        fault.happen(platform);
    }

    @Override
    public void cleanUp(LocalPlatform platform) {
        fault.cleanUp(platform);
    }
}
