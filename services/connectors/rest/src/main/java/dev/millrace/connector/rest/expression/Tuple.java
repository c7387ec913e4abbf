package dev.millrace.connector.rest.expression;

import java.util.List;

/** A list that can't be changed, which prints in parentheses. */
record Tuple(List<Object> items) {}
