package dev.millrace.platform.secrets;

import dev.millrace.commands.Check;
import dev.millrace.commands.Settings;
import java.sql.SQLException;
import java.util.Optional;

/** Whether the keys of the configuration open what is encrypted: a release that takes away a key which is still needed does not start. */
public final class SecretsKeyCheck implements Check {

    private static final String NO_SUCH_TABLE = "42P01";

    private final Settings settings;

    private SecretsKeyCheck(Settings settings) {
        this.settings = settings;
    }

    /** Of the service's own database. */
    public static Check of(Settings settings) {
        return new SecretsKeyCheck(settings);
    }

    @Override
    public String subject() {
        return "the key of secrets";
    }

    @Override
    public Optional<String> complaint() {
        WrappingKeys wrapping;
        try {
            wrapping = WrappingKeys.of(settings.group(SecretsConfiguration.class));
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage() + ".");
        }
        try (DataKeys keys = DataKeys.connect(settings)) {
            WrappingCount count = new WrappingCount();
            keys.forEach((tenant, wrapped) -> count.add(wrapping.openingOf(tenant, wrapped)));
            return count.unreadable() > 0 ? Optional.of(count.complaint()) : Optional.empty();
        } catch (SQLException e) {
            return NO_SUCH_TABLE.equals(e.getSQLState())
                    ? Optional.empty()
                    : Optional.of("it can't be tried, as the service's database does not answer: " + e.getMessage());
        }
    }
}
