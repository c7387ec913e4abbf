package dev.millrace.platform.contract;

import dev.millrace.platform.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.IndexView;

/**
 * Completes a service's OpenAPI document while it is built: which properties are always there and which may be null, as
 * the records and their {@code @Nullable} say; names that mean something outside the service; and the problem that every
 * call may answer.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class PublishedContract implements OASFilter {

    private static final String FIRST_ERROR = "400";

    private final DeclaredTypes types;

    /** Made by the build, with the classes of the service. */
    public PublishedContract(IndexView classes) {
        this.types = new DeclaredTypes(classes);
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = new TreeMap<>(document.getComponents().getSchemas());
        SchemaGraph graph = new SchemaGraph(schemas);
        Set<String> asked = graph.reachableFrom(SchemaGraph.ofRequests(document));
        Set<String> answered = graph.reachableFrom(SchemaGraph.ofAnswers(document));
        schemas.forEach((name, schema) -> types.recordOf(name, schema)
                .ifPresent(type -> type.complete(schema, asked.contains(name), answered.contains(name))));
        graph.rename(document, types::publicName);
        if (document.getPaths() != null) {
            document.getPaths().getPathItems().forEach(PublishedContract::addProblems);
        }
    }

    private static void addProblems(String path, PathItem item) {
        for (Operation operation : item.getOperations().values()) {
            Map<String, APIResponse> responses = operation.getResponses().getAPIResponses();
            responses.forEach((status, response) -> {
                if (status.compareTo(FIRST_ERROR) >= 0 && response.getContent() == null) {
                    response.setContent(problem());
                }
            });
            if (path.contains("{") && !responses.containsKey("404")) {
                operation
                        .getResponses()
                        .addAPIResponse(
                                "404",
                                OASFactory.createAPIResponse()
                                        .description("There is none, or it is another tenant's")
                                        .content(problem()));
            }
            operation
                    .getResponses()
                    .addAPIResponse("default", OASFactory.createAPIResponse().ref("#/components/responses/Problem"));
        }
    }

    private static Content problem() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
    }
}
