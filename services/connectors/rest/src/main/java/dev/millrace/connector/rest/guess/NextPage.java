package dev.millrace.connector.rest.guess;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the next page is asked for. */
sealed interface NextPage {

    /** In a sentence: {@code the next page by "next_url"}. */
    String words();

    /** The paginator of a manifest; empty for none. */
    Optional<Map<String, Object>> paginator();

    /** There is one page. */
    record None() implements NextPage {
        @Override
        public String words() {
            return "all on one page";
        }

        @Override
        public Optional<Map<String, Object>> paginator() {
            return Optional.empty();
        }
    }

    /** The header Link tells its address (RFC 8288). */
    record LinkHeader() implements NextPage {
        @Override
        public String words() {
            return "the next page by the header Link";
        }

        @Override
        public Optional<Map<String, Object>> paginator() {
            return Optional.of(
                    byAddress("{{ headers['link']['next']['url'] }}", "{{ 'next' not in headers['link'] }}"));
        }
    }

    /**
     * A field of the answer has its address.
     *
     * @param relative whether the address begins with a slash
     */
    record LinkField(List<String> path, boolean relative) implements NextPage {
        @Override
        public String words() {
            return "the next page by \"" + String.join(".", path) + '"';
        }

        @Override
        public Optional<Map<String, Object>> paginator() {
            String link = response(path);
            return Optional.of(byAddress(
                    relative ? "{{ config['origin'] ~ " + link + " }}" : "{{ " + link + " }}",
                    "{{ not " + link + " }}"));
        }
    }

    /** A field of the answer has what goes into a parameter. */
    record TokenField(List<String> path, String parameter, Optional<List<String>> more) implements NextPage {
        @Override
        public String words() {
            return "the next page by \"" + String.join(".", path) + "\" in the parameter " + parameter;
        }

        @Override
        public Optional<Map<String, Object>> paginator() {
            String token = response(path);
            String stop = more.map(field -> " or not " + response(field)).orElse("");
            Map<String, Object> strategy = new LinkedHashMap<>();
            strategy.put("type", "CursorPagination");
            strategy.put("cursor_value", "{{ " + token + " }}");
            strategy.put("stop_condition", "{{ not " + token + stop + " }}");
            return Optional.of(byParameter(parameter, strategy));
        }
    }

    /** Pages are numbered. */
    record PageNumber(String parameter, long first, long size) implements NextPage {
        @Override
        public String words() {
            return "the next page by its number in the parameter " + parameter;
        }

        @Override
        public Optional<Map<String, Object>> paginator() {
            Map<String, Object> strategy = new LinkedHashMap<>();
            strategy.put("type", "PageIncrement");
            strategy.put("start_from_page", first);
            strategy.put("inject_on_first_request", true);
            strategy.put("page_size", size);
            return Optional.of(byParameter(parameter, strategy));
        }
    }

    /** Records are counted. */
    record Offset(String parameter, long size) implements NextPage {
        @Override
        public String words() {
            return "the next page by the number of records before it in the parameter " + parameter;
        }

        @Override
        public Optional<Map<String, Object>> paginator() {
            Map<String, Object> strategy = new LinkedHashMap<>();
            strategy.put("type", "OffsetIncrement");
            strategy.put("page_size", size);
            return Optional.of(byParameter(parameter, strategy));
        }
    }

    private static String response(List<String> path) {
        String found = "response";
        for (int i = 0; i < path.size(); i++) {
            found = (i == 0 ? found : "(" + found + " or {})") + ".get(" + quoted(path.get(i)) + ")";
        }
        return found;
    }

    private static String quoted(String name) {
        return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static Map<String, Object> byAddress(String address, String stop) {
        Map<String, Object> strategy = new LinkedHashMap<>();
        strategy.put("type", "CursorPagination");
        strategy.put("cursor_value", address);
        strategy.put("stop_condition", stop);
        return paginator(Map.of("type", "RequestPath"), strategy);
    }

    private static Map<String, Object> byParameter(String parameter, Map<String, Object> strategy) {
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("type", "RequestOption");
        option.put("inject_into", "request_parameter");
        option.put("field_name", parameter);
        return paginator(option, strategy);
    }

    private static Map<String, Object> paginator(Map<String, Object> option, Map<String, Object> strategy) {
        Map<String, Object> paginator = new LinkedHashMap<>();
        paginator.put("type", "DefaultPaginator");
        paginator.put("page_token_option", option);
        paginator.put("pagination_strategy", strategy);
        return paginator;
    }
}
