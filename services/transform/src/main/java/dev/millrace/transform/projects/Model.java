package dev.millrace.transform.projects;

import java.util.Set;

/**
 * A model of a project: one SELECT.
 *
 * @param template its SQL with references to what it reads
 * @param refs the models that it reads
 * @param sources the streams that it reads
 */
public record Model(String name, String template, Set<String> refs, Set<String> sources) {

    public Model {
        refs = Set.copyOf(refs);
        sources = Set.copyOf(sources);
    }
}
