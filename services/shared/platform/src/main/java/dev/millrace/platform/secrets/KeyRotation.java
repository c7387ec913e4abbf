package dev.millrace.platform.secrets;

import dev.millrace.commands.OwnCommand;
import dev.millrace.commands.Settings;
import dev.millrace.kernel.TenantId;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The command {@code rotate-keys}: wraps by the current key what the previous one wrapped. It looks at everything before it changes
 * anything. What it has changed is kept one by one, so one that was stopped in the middle is run again.
 */
public final class KeyRotation implements OwnCommand {

    @Override
    public String word() {
        return "rotate-keys";
    }

    @Override
    public boolean run(Settings settings, PrintStream out) {
        try (DataKeys keys = DataKeys.connect(settings)) {
            return rotate(keys, WrappingKeys.of(settings.group(SecretsConfiguration.class)), out);
        } catch (IllegalArgumentException e) {
            out.println("WRONG  " + e.getMessage() + ".");
            return false;
        } catch (SQLException e) {
            out.println("WRONG  the service's database: " + e.getMessage() + ". Run the command again.");
            return false;
        }
    }

    static boolean rotate(DataKeys keys, WrappingKeys by, PrintStream out) throws SQLException {
        WrappingCount count = new WrappingCount();
        Map<TenantId, byte[]> old = new LinkedHashMap<>();
        keys.forEach((tenant, wrapped) -> {
            if (count.add(by.openingOf(tenant, wrapped)) == WrappingKeys.Opening.PREVIOUS_KEY) {
                old.put(tenant, wrapped);
            }
        });
        if (count.unreadable() > 0) {
            out.println("WRONG  " + count.complaint() + " Nothing was changed.");
            return false;
        }
        int rewrapped = 0;
        for (Map.Entry<TenantId, byte[]> key : old.entrySet()) {
            if (keys.replace(key.getKey(), key.getValue(), rewrap(by, key.getKey(), key.getValue()))) {
                rewrapped++;
            }
        }
        out.printf(
                "ok     %d of %d tenants' keys were wrapped anew; all open with millrace.secrets.key alone.%n",
                rewrapped, count.all());
        return true;
    }

    private static byte[] rewrap(WrappingKeys by, TenantId tenant, byte[] wrapped) {
        try {
            return by.wrap(tenant, by.unwrap(tenant, wrapped));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that opened a moment ago does not open any more", e);
        }
    }
}
