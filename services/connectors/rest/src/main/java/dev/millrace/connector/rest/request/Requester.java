package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Urls;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.manifest.TemplateTree;
import dev.millrace.connector.rest.manifest.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes requests of a stream and sends them. */
public final class Requester {

    /** What expressions call the properties that are asked for. */
    public static final String QUERY_PROPERTIES = "query_properties";

    private final Template base;
    private final Optional<Template> path;
    private final String method;
    private final Authenticator authenticator;
    private final Optional<TemplateTree> parameters;
    private final Optional<String> propertiesParameter;
    private final Optional<TemplateTree> headers;
    private final Optional<TemplateTree> bodyData;
    private final Optional<TemplateTree> bodyJson;
    private final Sender sender;

    private Requester(Component component, Web web) {
        this.base = component.template(component
                .optionalText("url_base")
                .or(() -> component.optionalText("url"))
                .orElse(""));
        this.path = component.template("path", "");
        this.method = component.optionalText("http_method").orElse("GET");
        this.authenticator = Authenticator.of(component.child("authenticator"), web, base);
        this.parameters = component.tree("request_parameters");
        this.propertiesParameter = component.named("request_parameters").entrySet().stream()
                .filter(parameter -> parameter.getValue().type().equals("QueryProperties"))
                .map(Map.Entry::getKey)
                .findFirst();
        this.headers = component.tree("request_headers");
        Optional<Component> body = component.child("request_body");
        String bodyType = body.map(Component::type).orElse("");
        boolean form = bodyType.equals("RequestBodyPlainText") || bodyType.equals("RequestBodyUrlEncodedForm");
        this.bodyData = form ? body.flatMap(given -> given.tree("value")) : component.tree("request_body_data");
        this.bodyJson = body.isPresent() && !form
                ? body.flatMap(given -> given.tree("value"))
                : component.tree("request_body_json");
        this.sender = new Sender(web, ErrorHandler.of(component.child("error_handler"), web.clock()));
    }

    /** The requester that a component describes. */
    public static Requester of(Component component, Web web) {
        return new Requester(component, web);
    }

    /** Whether its requests change nothing, so that one too many does no harm. */
    public boolean isSafe() {
        return method.equals("GET");
    }

    /** The address that paths are below of. */
    public String base(Moment moment) {
        return base.text(moment.variables());
    }

    /**
     * Sends a request and gives its answer when there is something to go on with.
     *
     * @param added what paginators and cursors put into it
     * @param instead of the path, such as the link to the next page; null for the path
     */
    public Outcome send(Moment moment, RequestParts added, @Nullable String instead) {
        return sender.send(() -> request(moment, added, instead), authenticator);
    }

    private Request request(Moment moment, RequestParts added, @Nullable String instead) {
        Map<String, Object> variables = moment.variables();
        RequestParts parts = new RequestParts();
        parts.headers().putAll(evaluated(headers, variables));
        parameters.ifPresent(tree -> parts.parameters().putAll(Tree.mapOrEmpty(tree.textOrList(variables))));
        propertiesParameter.ifPresent(name -> {
            List<Object> properties = Tree.listOf(moment.extra().get(QUERY_PROPERTIES));
            parts.parameters()
                    .put(name, properties.stream().map(String::valueOf).collect(Collectors.joining(",")));
        });
        addBody(parts, variables);
        authenticator.sign(parts);
        parts.add(parts.parameters(), added.parameters());
        parts.add(parts.headers(), added.headers());
        parts.add(parts.form(), added.form());
        parts.add(parts.json(), added.json());
        String below =
                instead == null ? path.map(template -> template.text(variables)).orElse(null) : instead;
        String url = Urls.with(Urls.join(base(moment), below), parts.parameters());
        String body = parts.body();
        Map<String, String> sent = new LinkedHashMap<>();
        parts.headers().forEach((name, value) -> sent.put(name, Urls.text(value)));
        Request unsigned = new Request(method, url, sent, body);
        Map<String, String> signature = authenticator.sign(unsigned);
        if (signature.isEmpty()) {
            return unsigned;
        }
        sent.putAll(signature);
        return new Request(method, url, sent, body);
    }

    private void addBody(RequestParts parts, Map<String, Object> variables) {
        bodyData.ifPresent(tree -> {
            Object body = tree.textOrList(variables);
            if (body instanceof Map<?, ?> fields) {
                parts.form().putAll(Tree.asMap(fields));
            } else if (body != null && !body.equals("")) {
                parts.text(body.toString());
            }
        });
        bodyJson.ifPresent(tree -> {
            Object body = tree.value(variables);
            if (body instanceof Map<?, ?> fields) {
                parts.json().putAll(Tree.asMap(fields));
            } else if (body instanceof List<?>) {
                parts.json(body);
            } else if (body instanceof String text && !text.isEmpty()) {
                parts.text(text);
            }
        });
    }

    private static Map<String, Object> evaluated(Optional<TemplateTree> tree, Map<String, Object> variables) {
        return tree.map(given -> Tree.mapOrEmpty(given.value(variables))).orElse(Map.of());
    }
}
