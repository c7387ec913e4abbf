/** What can be known of an installation without a cluster. */
@NullMarked
package dev.millrace.deploychecks;

import org.jspecify.annotations.NullMarked;
