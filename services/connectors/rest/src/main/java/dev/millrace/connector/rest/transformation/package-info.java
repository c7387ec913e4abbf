/** What manifests change about records after they have been read: fields added, removed, renamed, flattened, and types made to fit. */
@NullMarked
package dev.millrace.connector.rest.transformation;

import org.jspecify.annotations.NullMarked;
