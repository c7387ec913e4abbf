/**
 * Places where files lie that nobody uploaded: addresses of the web, buckets, servers of SFTP. Each lists the files that are asked for
 * and gives their bytes; what is in them is none of its business.
 */
@NullMarked
package dev.millrace.connector.file.store;

import org.jspecify.annotations.NullMarked;
