package dev.millrace.connector.rest.manifest;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML, and JSON, which is YAML too, as plain maps, lists and values; integers become {@link Long} or {@link java.math.BigInteger}. */
final class YamlText {

    static final int MAX_CHARACTERS = 16 * 1024 * 1024;

    /** Anchors may repeat what they name, and so make a small text a large tree. */
    static final int MAX_ALIASES = 10_000;

    static final int MAX_DEPTH = 200;

    private YamlText() {}

    /** @throws MillraceException with {@code INVALID_CONFIGURATION} and the place of what is wrong */
    static Map<String, Object> read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        DumperOptions dumperOptions = new DumperOptions();
        Yaml yaml = new Yaml(
                new SafeConstructor(options),
                new Representer(dumperOptions),
                dumperOptions,
                options,
                new DatesAsText());
        Object read;
        try {
            read = yaml.load(text);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new UnreadableManifestException(
                    line, "The manifest is no YAML: line " + line + ": " + e.getProblem() + ". Correct that line.", e);
        } catch (YAMLException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION, "The manifest is no YAML: " + e.getMessage() + ".", e);
        }
        if (plain(read, new TreeSize()) instanceof Map<?, ?> map) {
            return Tree.asMap(map);
        }
        throw new MillraceException(
                ErrorCode.INVALID_CONFIGURATION,
                "The manifest is not a list of fields. It begins with lines like \"version: 6.0.0\" and \"type: DeclarativeSource\".");
    }

    private static @Nullable Object plain(@Nullable Object read, TreeSize size) {
        size.count();
        return switch (read) {
            case Map<?, ?> map -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                map.forEach((key, value) -> Tree.put(plain, String.valueOf(key), plain(value, size)));
                yield plain;
            }
            case List<?> list -> Tree.list(list, item -> plain(item, size));
            case Integer number -> number.longValue();
            case null -> null;
            default -> read;
        };
    }

    /** What looks like a date stays text: the format has no dates of its own. */
    private static final class DatesAsText extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, regexp, first, limit);
            }
        }
    }
}
