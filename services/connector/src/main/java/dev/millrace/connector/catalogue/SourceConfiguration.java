package dev.millrace.connector.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.ConnectorDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a source's configuration against its connector's JSON Schema, and knows which parts are secret. */
public final class SourceConfiguration {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private SourceConfiguration() {}

    /**
     * Refuses a configuration that does not fit.
     *
     * @throws MillraceException {@link ErrorCode#INVALID_CONFIGURATION}, naming what is wrong and never a value
     */
    public static void validate(ConnectorDescriptor connector, JsonNode configuration) {
        JsonSchema schema = SCHEMAS.getSchema(connector.configurationSchema());
        List<String> wrong = schema.validate(configuration).stream()
                .map(message -> sentence(connector, message))
                .distinct()
                .sorted()
                .toList();
        if (!wrong.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "%s can't be connected like this: %s.".formatted(connector.title(), String.join("; ", wrong)));
        }
    }

    /** The configuration without its secrets. */
    public static ObjectNode withoutSecrets(ConnectorDescriptor connector, JsonNode configuration) {
        ObjectNode shown = MillraceJson.mapper().createObjectNode();
        List<String> secrets = secrets(connector);
        configuration.properties().stream()
                .filter(property -> !secrets.contains(property.getKey()))
                .forEach(property -> shown.set(property.getKey(), property.getValue()));
        return shown;
    }

    /**
     * Refuses changes by a worker of any field but those that the connector's schema gives to it.
     *
     * @throws MillraceException {@link ErrorCode#INVALID_REQUEST}, naming the field
     */
    public static void requireRenewable(ConnectorDescriptor connector, Set<String> fields) {
        for (String field : fields) {
            boolean renewable = connector
                    .configurationSchema()
                    .path("properties")
                    .path(field)
                    .path("renewable")
                    .asBoolean();
            if (!renewable) {
                throw new MillraceException(
                        ErrorCode.INVALID_REQUEST,
                        "A run can't change the field %s of %s.".formatted(field, connector.title()));
            }
        }
    }

    /** A changed configuration with the present secrets where it has none of its own. */
    public static ObjectNode keepingSecrets(ConnectorDescriptor connector, JsonNode present, JsonNode changed) {
        ObjectNode merged = changed.deepCopy();
        for (String secret : secrets(connector)) {
            JsonNode kept = present.get(secret);
            if (!changed.hasNonNull(secret) && kept != null) {
                merged.set(secret, kept);
            }
        }
        return merged;
    }

    /**
     * What of a configuration another version of its connector can go on with: the fields that it knows, but for those that were secret
     * and would be shown now.
     */
    public static ObjectNode fitting(ConnectorDescriptor before, ConnectorDescriptor after, JsonNode configuration) {
        ObjectNode fitting = MillraceJson.mapper().createObjectNode();
        List<String> noLongerSecret = new ArrayList<>(secrets(before));
        noLongerSecret.removeAll(secrets(after));
        JsonNode known = after.configurationSchema().path("properties");
        configuration.properties().stream()
                .filter(property -> known.has(property.getKey()) && !noLongerSecret.contains(property.getKey()))
                .forEach(property -> fitting.set(property.getKey(), property.getValue()));
        return fitting;
    }

    private static List<String> secrets(ConnectorDescriptor connector) {
        List<String> secrets = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property :
                connector.configurationSchema().path("properties").properties()) {
            if (property.getValue().path("secret").asBoolean()) {
                secrets.add(property.getKey());
            }
        }
        return secrets;
    }

    private static String sentence(ConnectorDescriptor connector, ValidationMessage message) {
        String property = message.getProperty() == null
                ? lastStep(message.getInstanceLocation().toString())
                : message.getProperty();
        String title = connector
                .configurationSchema()
                .path("properties")
                .path(property)
                .path("title")
                .asText(property);
        return switch (message.getType()) {
            case "required" -> title + " is missing";
            case "additionalProperties" -> title + " is not a setting of this connector";
            case "type" -> title + " is of the wrong type";
            case "enum" -> title + " is not one of the choices";
            case "minLength", "minItems" -> title + " is empty";
            default ->
                title + " does not fit (" + message.getType() + " "
                        + message.getSchemaNode()
                                .toString()
                                .chars()
                                .limit(60)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining())
                        + ")";
        };
    }

    private static String lastStep(String location) {
        return location.substring(location.lastIndexOf('/') + 1).replace("$.", "");
    }
}
