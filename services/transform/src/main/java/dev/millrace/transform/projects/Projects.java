package dev.millrace.transform.projects;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.millrace.transform.projects.ModelTemplate.Rendering;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The projects that come with the product: one for each connector that has a folder under {@code projects/}. */
@ApplicationScoped
public class Projects {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, Optional<Project>> known = new ConcurrentHashMap<>();

    @RegisterForReflection(registerFullHierarchy = true)
    record Description(String name, String title, List<String> models) {}

    /** The project that follows a sync of a connector, if there is one. */
    public Optional<Project> of(String connector) {
        return known.computeIfAbsent(connector, Projects::load);
    }

    /**
     * A model's SQL.
     *
     * @param tableOfModel quoted
     * @param tableOfStream quoted
     */
    public static String render(Model model, UnaryOperator<String> tableOfModel, UnaryOperator<String> tableOfStream) {
        return new Rendering(tableOfModel, tableOfStream).render(model.template());
    }

    private static Optional<Project> load(String connector) {
        String folder = "/projects/" + connector + "/";
        try (InputStream yaml = Projects.class.getResourceAsStream(folder + "project.yaml")) {
            if (yaml == null) {
                return Optional.empty();
            }
            Description description = YAML.readValue(yaml, Description.class);
            List<Model> models = new ArrayList<>();
            for (String name : description.models()) {
                models.add(model(name, read(folder + "models/" + name + ".sql")));
            }
            return Optional.of(new Project(description.name(), description.title(), models));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Model model(String name, String template) {
        Rendering reading = new Rendering(UnaryOperator.identity(), UnaryOperator.identity());
        reading.render(template);
        return new Model(name, template, reading.refs, reading.sources);
    }

    private static String read(String resource) throws IOException {
        try (InputStream sql = Projects.class.getResourceAsStream(resource)) {
            if (sql == null) {
                throw new IOException(resource + " is missing");
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
