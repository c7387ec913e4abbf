package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where in a request a value goes. */
public final class RequestOption {

    /** The parts of a request that take values. */
    enum Place {
        REQUEST_PARAMETER,
        HEADER,
        BODY_DATA,
        BODY_JSON
    }

    private final Place place;
    private final List<Template> path;

    private RequestOption(Place place, List<Template> path) {
        this.place = place;
        this.path = path;
    }

    /** The option that a component describes. */
    public static RequestOption of(Component component) {
        List<Template> path = component.has("field_path")
                ? component.templates("field_path")
                : List.of(component.requiredTemplate("field_name"));
        return new RequestOption(Place.valueOf(component.text("inject_into").toUpperCase(Locale.ROOT)), path);
    }

    /** Puts the value there. */
    public void put(RequestParts parts, Object value) {
        parts.put(place, path.stream().map(step -> step.text(Map.of())).toList(), value);
    }
}
