/**
 * What a connector is made of. A connector depends on this package and the kernel only; a worker drives it.
 *
 * <p>{@link dev.millrace.connector.spi.Source} describes itself and opens a {@link
 * dev.millrace.connector.spi.SourceSession}, which checks, discovers a {@link dev.millrace.connector.spi.Catalog} and
 * reads. Rows go through a {@link dev.millrace.connector.spi.RowEncoder} into batches of bytes that are encoded once,
 * here, as tuples of PostgreSQL's COPY BINARY format; between the batches go checkpoints.
 */
@NullMarked
package dev.millrace.connector.spi;

import org.jspecify.annotations.NullMarked;
