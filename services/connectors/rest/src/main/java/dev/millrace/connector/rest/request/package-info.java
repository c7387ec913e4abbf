/**
 * What a request is made of and what becomes of its answer: options, authenticators, error handlers with their pauses,
 * budgets, and the {@link dev.millrace.connector.rest.request.Requester} that brings them together.
 */
@NullMarked
package dev.millrace.connector.rest.request;

import org.jspecify.annotations.NullMarked;
