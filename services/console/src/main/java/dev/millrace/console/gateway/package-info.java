/** One address for everything: hands API calls to the services and login pages to the login server. */
@NullMarked
package dev.millrace.console.gateway;

import org.jspecify.annotations.NullMarked;
