package dev.millrace.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads the interfaces that are annotated with {@code @ConfigMapping} from their sources, which have the Javadoc too. */
final class ConfigurationMappings {

    private static final String MAPPING = "ConfigMapping";

    private final DocTrees documentation;
    private final Map<String, PropertyFile.Alias> aliases;
    private final List<ConfigurationSetting> found = new ArrayList<>();

    private ConfigurationMappings(DocTrees documentation, Map<String, PropertyFile.Alias> aliases) {
        this.documentation = documentation;
        this.aliases = aliases;
    }

    /** All settings of a module, interface by interface, in the order of their methods. */
    static List<ConfigurationSetting> in(Path module, Map<String, PropertyFile.Alias> aliases) throws IOException {
        List<Path> files = mappings(module.resolve("src/main/java"));
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            ConfigurationMappings mappings = new ConfigurationMappings(DocTrees.instance(task), aliases);
            for (CompilationUnitTree unit : task.parse()) {
                mappings.read(unit);
            }
            return mappings.found;
        }
    }

    private static List<Path> mappings(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> text(file).contains("@" + MAPPING))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(CompilationUnitTree unit) {
        TreePath file = new TreePath(unit);
        for (Tree declared : unit.getTypeDecls()) {
            if (declared instanceof ClassTree type) {
                value(type.getModifiers(), MAPPING)
                        .ifPresent(prefix -> group(new TreePath(file, type), type, prefix + "."));
            }
        }
    }

    private void group(TreePath path, ClassTree type, String prefix) {
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method) {
                String key = prefix
                        + value(method.getModifiers(), "WithName")
                                .orElseGet(() -> kebab(method.getName().toString()));
                Optional<ClassTree> inner = inner(type, method.getReturnType().toString());
                if (inner.isPresent() && inner.get().getKind() == Tree.Kind.INTERFACE) {
                    group(new TreePath(path, inner.get()), inner.get(), key + ".");
                } else {
                    String kind = inner.isPresent()
                            ? "choice"
                            : describe(method.getReturnType().toString(), key);
                    found.add(setting(key, kind, method, new TreePath(path, method)));
                }
            }
        }
    }

    private static Optional<ClassTree> inner(ClassTree type, String name) {
        return type.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .filter(nested -> nested.getSimpleName().contentEquals(name))
                .findFirst();
    }

    private ConfigurationSetting setting(String key, String kind, MethodTree method, TreePath path) {
        String type = method.getReturnType().toString();
        Optional<PropertyFile.Alias> alias = Optional.ofNullable(aliases.get(key));
        Optional<String> standard =
                alias.flatMap(PropertyFile.Alias::standard).or(() -> value(method.getModifiers(), "WithDefault"));
        return new ConfigurationSetting(
                Optional.of(key),
                alias.map(PropertyFile.Alias::variable).orElseGet(() -> variable(key)),
                kind,
                standard,
                standard.isEmpty() && !type.startsWith("Optional<"),
                meaning(documentation.getDocComment(path), key));
    }

    private static String describe(String type, String key) {
        String plain = type.startsWith("Optional<") ? type.substring("Optional<".length(), type.length() - 1) : type;
        return switch (plain) {
            case "Duration" -> "duration";
            case "MemorySize" -> "size";
            case "int", "long", "Integer" -> key.endsWith("-seconds") ? "seconds" : "number";
            case "boolean" -> "`true` or `false`";
            case "URI" -> "address";
            case "Path" -> "path";
            case "String" -> "text";
            case "List<String>" -> "list";
            case "Secret<String>" -> "secret";
            default -> throw new IllegalStateException(key + " has a type that the document has no word for: " + type);
        };
    }

    /** The first part of the comment, with its code marked as Markdown does. */
    private static String meaning(String comment, String key) {
        if (comment == null) {
            throw new IllegalStateException(key + " has no Javadoc");
        }
        return comment.replaceAll("(?s)\\n\\s*@.*", "")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Optional<String> value(ModifiersTree modifiers, String annotation) {
        return modifiers.getAnnotations().stream()
                .filter(candidate -> candidate.getAnnotationType().toString().equals(annotation))
                .map(ConfigurationMappings::value)
                .findFirst();
    }

    private static String value(AnnotationTree annotation) {
        ExpressionTree argument = annotation.getArguments().getFirst();
        ExpressionTree literal = argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
        return (String) ((LiteralTree) literal).getValue();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** As MicroProfile Config derives it, 2.6.3 of its specification. */
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
