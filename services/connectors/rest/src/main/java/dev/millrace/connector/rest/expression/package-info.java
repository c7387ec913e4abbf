/**
 * The expressions of manifests: Jinja templates with the meaning that Python gives them, over plain maps, lists, strings and numbers, so
 * that no Java class, file or address is within their reach.
 *
 * <p>A text goes this way: {@code TemplateParser} and {@code ExpressionParser} once;
 * {@code Evaluator} with {@code Filters}, {@code Macros}, {@code ValueTests} and the methods of values each time; {@code
 * PythonLiteral} makes a value of the rendered text at the end.
 */
@NullMarked
package dev.millrace.connector.rest.expression;

import org.jspecify.annotations.NullMarked;
