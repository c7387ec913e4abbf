package dev.millrace.connector.rest.conformance;

import dev.millrace.connector.rest.manifest.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a case looks for an answer that its recording lacks because the original had it in its cache: first in cases of the same
 * test, then of the same file of tests, then in all.
 */
final class OtherCases {

    /** For suites that hold every answer with the case. */
    static final OtherCases NONE = new OtherCases(List.of(), "");

    private final List<Map<String, List<Map<String, Object>>>> nearestFirst = new ArrayList<>();

    private OtherCases(List<Map<String, Object>> cases, String node) {
        for (String beginning : List.of(node, module(node), "")) {
            Map<String, List<Map<String, Object>>> answers = new HashMap<>();
            for (Map<String, Object> one : cases) {
                if (String.valueOf(one.get("node")).startsWith(beginning)) {
                    Tree.listOf(one.get("http")).forEach(exchange -> add(answers, Tree.mapOrEmpty(exchange)));
                }
            }
            nearestFirst.add(answers);
        }
    }

    /** The cases of a folder, from the one of that name. */
    static OtherCases seenFrom(List<Map<String, Object>> cases, Object node) {
        return new OtherCases(cases, String.valueOf(node));
    }

    private static String module(String node) {
        return node.replaceAll("::.*$", "");
    }

    private static void add(Map<String, List<Map<String, Object>>> answers, Map<String, Object> exchange) {
        answers.computeIfAbsent(
                        RecordedExchange.key(Tree.mapOrEmpty(exchange.get("request"))), none -> new ArrayList<>())
                .add(Tree.mapOrEmpty(exchange.get("response")));
    }

    Optional<Map<String, Object>> find(String key) {
        return nearestFirst.stream()
                .filter(answers -> answers.containsKey(key))
                .map(answers -> answers.get(key).getFirst())
                .findFirst();
    }
}
