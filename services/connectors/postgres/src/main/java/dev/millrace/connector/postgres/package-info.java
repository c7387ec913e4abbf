/** PostgreSQL databases as sources, read with COPY in the binary format that batches are in, and followed by their log. */
@NullMarked
package dev.millrace.connector.postgres;

import org.jspecify.annotations.NullMarked;
