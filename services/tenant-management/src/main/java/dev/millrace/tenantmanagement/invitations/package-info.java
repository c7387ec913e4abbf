/** Asking a colleague to join. */
@NullMarked
package dev.millrace.tenantmanagement.invitations;

import org.jspecify.annotations.NullMarked;
