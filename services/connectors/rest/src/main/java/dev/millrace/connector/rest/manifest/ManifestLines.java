package dev.millrace.connector.rest.manifest;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where in the text of a manifest a place of it stands: references are followed to what they name. */
final class ManifestLines {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)\\]");
    private static final int MAX_REFERENCES = 100;

    private final @Nullable Node root;

    private ManifestLines(@Nullable Node root) {
        this.root = root;
    }

    /** Of a text that was read before, so that it is YAML. */
    static ManifestLines of(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(YamlText.MAX_CHARACTERS);
        options.setMaxAliasesForCollections(YamlText.MAX_ALIASES);
        options.setNestingDepthLimit(YamlText.MAX_DEPTH);
        try {
            return new ManifestLines(new Yaml(options).compose(new StringReader(text)));
        } catch (YAMLException e) {
            return new ManifestLines(null);
        }
    }

    /** The line, from 1, of a place such as {@code streams[0].retriever}, or of the nearest around it that is written. */
    OptionalInt line(String place) {
        Node at = root;
        if (at == null) {
            return OptionalInt.empty();
        }
        int line = at.getStartMark().getLine() + 1;
        for (String step : steps(place)) {
            Node beside = child(at, step);
            Node next = beside == null ? child(referred(at, 0), step) : beside;
            if (next == null) {
                break;
            }
            line = next.getStartMark().getLine() + 1;
            at = next;
        }
        return OptionalInt.of(line);
    }

    private static List<String> steps(String place) {
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(place);
        while (step.find()) {
            steps.add(step.group(1) == null ? step.group(2) : step.group(1));
        }
        return steps;
    }

    private static @Nullable Node child(Node node, String step) {
        if (node instanceof SequenceNode list) {
            boolean isIndex = step.chars().allMatch(Character::isDigit) && step.length() < 9;
            int index = isIndex ? Integer.parseInt(step) : Integer.MAX_VALUE;
            return index < list.getValue().size() ? list.getValue().get(index) : null;
        }
        return field(node, step);
    }

    private static @Nullable Node field(Node node, String name) {
        if (!(node instanceof MappingNode map)) {
            return null;
        }
        for (NodeTuple entry : map.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
                return entry.getValueNode();
            }
        }
        return null;
    }

    /** What stands there instead of a reference. */
    private Node referred(Node node, int followed) {
        String reference = reference(node);
        if (reference == null || followed == MAX_REFERENCES) {
            return node;
        }
        Node at = root;
        for (String step : reference.substring(2).split("/", -1)) {
            Node next = at == null ? null : child(referred(at, followed + 1), step);
            if (next == null) {
                return node;
            }
            at = next;
        }
        return at == null ? node : referred(at, followed + 1);
    }

    private static @Nullable String reference(Node node) {
        Node written = node instanceof ScalarNode ? node : field(node, "$ref");
        return written instanceof ScalarNode text && text.getValue().startsWith("#/") ? text.getValue() : null;
    }
}
