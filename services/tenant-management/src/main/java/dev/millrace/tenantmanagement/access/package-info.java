/** What the other services ask: who may do what, and where the warehouse is. */
@NullMarked
package dev.millrace.tenantmanagement.access;

import org.jspecify.annotations.NullMarked;
