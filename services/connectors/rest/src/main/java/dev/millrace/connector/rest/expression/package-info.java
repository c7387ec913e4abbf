/**
 * The expressions of manifests: Jinja templates with the meaning that Python gives them. Jinjava takes a template apart into text,
 * tags and expressions; the expressions are evaluated here, over plain maps, lists, strings and numbers, so that no Java class,
 * file or address is within their reach.
 *
 * <p>A text goes this way: {@code Template} (structure) and {@code ExpressionParser} (what stands within the braces) once;
 * {@code Evaluator} with {@code Filters}, {@code Macros}, {@code ValueTests} and the methods of values each time; {@code
 * PythonLiteral} makes a value of the rendered text at the end.
 */
@NullMarked
package dev.millrace.connector.rest.expression;

import org.jspecify.annotations.NullMarked;
