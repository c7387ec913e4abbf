package dev.millrace.connector.trials;

import dev.millrace.connector.spi.trial.Inspection;

/**
 * A manifest that a worker has found nothing wrong with.
 *
 * @param text of it
 * @param inspection what it says
 */
public record InspectedManifest(String text, Inspection inspection) {}
