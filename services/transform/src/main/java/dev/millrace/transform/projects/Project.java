package dev.millrace.transform.projects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A project: models in an order in which each comes after those that it reads.
 */
public record Project(String name, String title, List<Model> models) {

    public Project {
        models = inGraphOrder(models);
    }

    private static List<Model> inGraphOrder(List<Model> models) {
        Map<String, Model> byName = new LinkedHashMap<>();
        models.forEach(model -> byName.put(model.name(), model));
        List<Model> ordered = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        for (Model model : models) {
            visit(model, byName, done, new LinkedHashSet<>(), ordered);
        }
        return List.copyOf(ordered);
    }

    private static void visit(
            Model model, Map<String, Model> byName, Set<String> done, Set<String> path, List<Model> ordered) {
        if (done.contains(model.name())) {
            return;
        }
        if (!path.add(model.name())) {
            throw new IllegalArgumentException("models read one another in a circle: " + path);
        }
        for (String ref : model.refs()) {
            Model upstream = byName.get(ref);
            if (upstream == null) {
                throw new IllegalArgumentException("model " + model.name() + " reads " + ref + ", which there is not");
            }
            visit(upstream, byName, done, path, ordered);
        }
        path.remove(model.name());
        done.add(model.name());
        ordered.add(model);
    }
}
