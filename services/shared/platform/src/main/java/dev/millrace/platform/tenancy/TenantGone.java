package dev.millrace.platform.tenancy;

import dev.millrace.kernel.TenantId;

/** Fired on every replica when a tenant was deleted: what the replica remembers of its data it forgets. */
public record TenantGone(TenantId tenant) {}
