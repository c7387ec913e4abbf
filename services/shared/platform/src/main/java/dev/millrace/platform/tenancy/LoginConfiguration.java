package dev.millrace.platform.tenancy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is known of the login server. */
@ConfigMapping(prefix = "millrace.login")
interface LoginConfiguration {

    /**
     * Whether the login server vouches for the address of everybody who can log in, so that tokens need not say `email_verified`. Never
     * where people register themselves and nobody checks their address.
     */
    @WithDefault("false")
    boolean confirmsEmails();
}
