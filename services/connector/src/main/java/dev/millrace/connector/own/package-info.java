/** Connectors that tenants have made themselves of manifests, in versions. */
@NullMarked
package dev.millrace.connector.own;

import org.jspecify.annotations.NullMarked;
