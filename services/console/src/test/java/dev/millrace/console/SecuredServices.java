package dev.millrace.console;

import dev.millrace.local.tls.SecuredSurroundings;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** {@link FakeServices} of which those that are reached by TLS answer; the login server does not speak it. */
public class SecuredServices implements QuarkusTestResourceLifecycleManager {

    /** What every service answers. */
    static final String ANSWER = "{\"role\": \"VIEWER\", \"name\": \"Harbour\", \"items\": []}";

    private final FakeServices plain = new FakeServices();
    private SecuredSurroundings surroundings;

    @Override
    public Map<String, String> start() {
        try {
            surroundings = SecuredSurroundings.start(path -> ANSWER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new HashMap<>(plain.start());
        for (String service : new String[] {"tenant-management", "connector", "transform", "reporting"}) {
            settings.put("millrace.console.upstream." + service, surroundings.address());
        }
        settings.putAll(surroundings.settings());
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(surroundings, new TestInjector.MatchesType(SecuredSurroundings.class));
    }

    @Override
    public void stop() {
        plain.stop();
        if (surroundings != null) {
            surroundings.close();
        }
    }
}
