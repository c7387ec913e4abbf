package dev.millrace.platform.tenancy;

import dev.millrace.kernel.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The role in the tenant named by the path parameter {@code tenant} that a caller needs. Every resource method with that
 * parameter in its path carries it; one without it is refused.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresRole {

    /** The least role that is allowed. */
    Role value();
}
