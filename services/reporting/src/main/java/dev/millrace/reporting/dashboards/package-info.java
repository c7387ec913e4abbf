/** Dashboards: packaged ones, automatic ones, and what people change of them. */
@NullMarked
package dev.millrace.reporting.dashboards;

import org.jspecify.annotations.NullMarked;
