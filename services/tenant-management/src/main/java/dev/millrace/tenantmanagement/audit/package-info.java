/** The audit log, as it arrives from every service. */
@NullMarked
package dev.millrace.tenantmanagement.audit;

import org.jspecify.annotations.NullMarked;
