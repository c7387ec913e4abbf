/** The OpenAPI document of the whole API, put together from those of the services. */
@NullMarked
package dev.millrace.console.apidocs;

import org.jspecify.annotations.NullMarked;
