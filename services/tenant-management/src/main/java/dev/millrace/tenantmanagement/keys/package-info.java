/** API keys for programs. */
@NullMarked
package dev.millrace.tenantmanagement.keys;

import org.jspecify.annotations.NullMarked;
