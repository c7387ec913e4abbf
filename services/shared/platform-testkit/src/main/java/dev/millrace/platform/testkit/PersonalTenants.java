package dev.millrace.platform.testkit;

import dev.millrace.kernel.Role;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.tenancy.Caller;
import dev.millrace.platform.tenancy.Membership;
import dev.millrace.platform.tenancy.Memberships;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Memberships for the tests of a service: everybody owns exactly one tenant, {@link #of} their name; {@code
 * viewer-of-ada} looks at Ada's. A service's tests extend it with a bean.
 */
public class PersonalTenants implements Memberships {

    private static final String SUBJECT = "subject-of-";
    private static final String VIEWER = "viewer-of-";

    /** The tenant of a person. */
    public static TenantId of(String name) {
        return new TenantId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<Membership> find(TenantId tenant, Caller caller) {
        if (!(caller instanceof Caller.Person person)) {
            return Optional.empty();
        }
        String name = person.subject().substring(SUBJECT.length());
        Membership membership = name.startsWith(VIEWER)
                ? new Membership(of(name.substring(VIEWER.length())), name, name, Role.VIEWER)
                : new Membership(of(name), name, name, Role.OWNER);
        return Optional.of(membership).filter(found -> found.tenantId().equals(tenant));
    }

    @Override
    public Optional<Membership> ofApiKey(Caller.KeyHolder key) {
        return Optional.empty();
    }
}
