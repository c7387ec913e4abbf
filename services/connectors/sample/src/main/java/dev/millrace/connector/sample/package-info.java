/** A made-up subscription business, so that a person sees a whole dashboard before connecting anything of their own. */
@NullMarked
package dev.millrace.connector.sample;

import org.jspecify.annotations.NullMarked;
