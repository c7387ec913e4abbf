package dev.millrace.events;

import dev.millrace.kernel.ApiKeyId;
import dev.millrace.kernel.TenantId;

/** The data of {@code dev.millrace.api-key.revoked}. */
public record ApiKeyRevoked(TenantId tenantId, ApiKeyId apiKeyId) {}
