/** The warehouse database of each tenant, from a pool of ready-made ones. */
@NullMarked
package dev.millrace.tenantmanagement.warehouses;

import org.jspecify.annotations.NullMarked;
