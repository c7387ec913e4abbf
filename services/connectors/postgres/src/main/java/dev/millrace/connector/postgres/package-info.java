/** PostgreSQL databases as sources, read with COPY in the binary format that batches are in. */
@NullMarked
package dev.millrace.connector.postgres;

import org.jspecify.annotations.NullMarked;
