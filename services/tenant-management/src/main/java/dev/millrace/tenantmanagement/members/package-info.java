/** Who belongs to a tenant, and with which role. */
@NullMarked
package dev.millrace.tenantmanagement.members;

import org.jspecify.annotations.NullMarked;
