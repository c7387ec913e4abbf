package dev.millrace.platform.contract;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/** The Java types that schemas were made from: found by name and content, as a schema does not tell its class. */
final class DeclaredTypes {

    private static final String OURS = "dev.millrace.";
    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName JSON_INCLUDE = DotName.createSimple("com.fasterxml.jackson.annotation.JsonInclude");
    private static final String PAGE = "Page";

    private final List<ClassInfo> own;

    DeclaredTypes(IndexView classes) {
        this.own = classes.getKnownClasses().stream()
                .filter(type -> type.name().toString().startsWith(OURS))
                .sorted(Comparator.comparing(type -> type.name().toString()))
                .toList();
    }

    /** The record that a schema shows. */
    Optional<RecordType> recordOf(String name, Schema schema) {
        if (schema.getProperties() == null) {
            return Optional.empty();
        }
        Set<String> properties = schema.getProperties().keySet();
        return own.stream()
                .filter(ClassInfo::isRecord)
                .filter(type ->
                        name.startsWith(type.name().withoutPackagePrefix().replaceAll(".*\\$", "")))
                .filter(type -> type.recordComponents().stream()
                        .map(RecordComponentInfo::name)
                        .collect(Collectors.toSet())
                        .equals(properties))
                // A page's name goes on with what it is of; every other is its record's whole name.
                .max(Comparator.comparingInt(type -> simpleName(type).length()))
                .map(RecordType::new);
    }

    /** What a schema is called outside: what a page is of, and an enumeration's owner, belong to the name; a view does not. */
    String publicName(String name, Schema schema) {
        if (name.startsWith(PAGE) && name.length() > PAGE.length()) {
            return withoutSuffix(name.substring(PAGE.length())) + PAGE;
        }
        List<Object> constants = schema.getEnumeration();
        if (constants == null) {
            return withoutSuffix(name);
        }
        String simpleName = name.replaceAll("\\d+$", "");
        return own.stream()
                .filter(ClassInfo::isEnum)
                .filter(type -> type.name().withoutPackagePrefix().endsWith("$" + simpleName))
                .filter(type -> type.enumConstants().stream()
                        .map(FieldInfo::name)
                        .toList()
                        .equals(constants))
                .findFirst()
                .map(type -> owner(type) + simpleName)
                .orElse(name);
    }

    private static String simpleName(ClassInfo type) {
        return type.name().withoutPackagePrefix().replaceAll(".*\\$", "");
    }

    private static String owner(ClassInfo nested) {
        String[] names = nested.name().withoutPackagePrefix().split("\\$", -1);
        return withoutSuffix(names[names.length - 2]);
    }

    private static String withoutSuffix(String name) {
        return name.replaceAll("(View|Snapshot)$", "");
    }

    /** A record that is sent or answered as JSON. */
    record RecordType(ClassInfo type) {

        /**
         * Says which properties are always there and which may be null. An answer has all of them; in a request, whatever
         * may be null may as well be left out.
         */
        void complete(Schema schema, boolean asked, boolean answered) {
            Map<String, Schema> properties = new LinkedHashMap<>(schema.getProperties());
            for (RecordComponentInfo component : type.recordComponents()) {
                String name = component.name();
                boolean nullable = component.type().hasAnnotation(NULLABLE);
                if (nullable && (asked || !isLeftOutWhenEmpty(component))) {
                    properties.computeIfPresent(name, (ignored, property) -> orNull(property));
                }
                boolean onlyAnswered = answered && !asked;
                boolean always = onlyAnswered ? !isLeftOutWhenEmpty(component) : !nullable;
                if (always
                        && (schema.getRequired() == null
                                || !schema.getRequired().contains(name))) {
                    schema.addRequired(name);
                }
            }
            schema.setProperties(properties);
        }

        private boolean isLeftOutWhenEmpty(RecordComponentInfo component) {
            AnnotationInstance rule = type.declaredAnnotation(JSON_INCLUDE);
            AnnotationValue value = rule == null ? null : rule.value();
            if (value == null || value.asEnum().equals("ALWAYS")) {
                return false;
            }
            boolean nullable = component.type().hasAnnotation(NULLABLE);
            return nullable
                    || (value.asEnum().equals("NON_EMPTY") && component.type().kind() == Type.Kind.PARAMETERIZED_TYPE);
        }

        private static Schema orNull(Schema schema) {
            if (schema.getRef() == null && schema.getType() == null) {
                return schema;
            }
            if (schema.getRef() == null && schema.getEnumeration() == null) {
                return schema.addType(Schema.SchemaType.NULL);
            }
            return OASFactory.createSchema()
                    .addAnyOf(schema)
                    .addAnyOf(OASFactory.createSchema().addType(Schema.SchemaType.NULL));
        }
    }
}
