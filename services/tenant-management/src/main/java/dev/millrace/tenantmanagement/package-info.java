/** The program of tenant-management. */
@NullMarked
package dev.millrace.tenantmanagement;

import org.jspecify.annotations.NullMarked;
