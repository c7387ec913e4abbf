/** Who calls: the login session of a browser, or the token or API key of a program. */
@NullMarked
package dev.millrace.console.session;

import org.jspecify.annotations.NullMarked;
