/**
 * A manifest as text becomes a tree of {@link dev.millrace.connector.rest.manifest.Component components}: YAML is read,
 * references are put in place, parameters handed down, missing types added, and everything that is wrong is named with
 * its place. What a component does is the business of the packages beside this one.
 */
@NullMarked
package dev.millrace.connector.rest.manifest;

import org.jspecify.annotations.NullMarked;
