package dev.millrace.events;

import dev.millrace.kernel.AuthorisationId;

/** The data of the command to exchange a code for tokens: whose. All else is fetched with the claim. */
public record AuthorisationJobData(AuthorisationId authorisationId) {}
