/**
 * REST APIs as sources, described by declarative manifests: a page of YAML that says which requests to send, how to page
 * through the answers, and which part of them is a record.
 */
@NullMarked
package dev.millrace.connector.rest;

import org.jspecify.annotations.NullMarked;
