/** Signing up: a tenant with its owner and its warehouse. */
@NullMarked
package dev.millrace.tenantmanagement.tenants;

import org.jspecify.annotations.NullMarked;
