package dev.millrace.platform.tenancy;

import dev.millrace.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Asks tenant-management what a caller may do: {@code POST /internal/v1/access}. Either the subject of a person and a
 * tenant, or an API key, with or without a tenant.
 */
public record AccessQuestion(
        @Nullable TenantId tenantId,
        @Nullable String subject,
        @Nullable String apiKey) {

    @Override
    public String toString() {
        return "AccessQuestion[" + tenantId + ", " + subject + (apiKey == null ? "]" : ", ***]");
    }
}
