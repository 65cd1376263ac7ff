package io.partita.core.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schema of members, so far. */
record Properties(Map<String, Map<String, Object>> members, List<String> required, List<Choice> choices) {

    /** Several ways to go on with members. @param keyword {@code oneOf} or {@code anyOf} */
    record Choice(String keyword, List<Map<String, Object>> ways) {
        Map<String, Object> schema() {
            return Map.of(keyword, ways);
        }
    }

    Properties() {
        this(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** @throws IllegalStateException when a member is in a table twice */
    void put(String name, Map<String, Object> schema) {
        if (members.put(name, schema) != null) {
            throw new IllegalStateException("this is a bug in partita: a table has '" + name + "' twice");
        }
    }

    /** @param ways to go on with these members */
    void choose(String keyword, List<Map<String, Object>> ways) {
        choices.add(new Choice(keyword, ways));
    }

    void addAll(Properties others) {
        others.members.forEach(this::put);
        required.addAll(others.required);
        choices.addAll(others.choices);
    }

    Map<String, Object> open() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (!members.isEmpty()) {
            schema.put("properties", members);
        }
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (choices.size() == 1) {
            schema.putAll(choices.get(0).schema());
        } else if (!choices.isEmpty()) {
            schema.put("allOf", choices.stream().map(Choice::schema).toList());
        }
        return schema;
    }

    Map<String, Object> closed() {
        Map<String, Object> schema = open();
        schema.put(choices.isEmpty() ? "additionalProperties" : "unevaluatedProperties", false);
        return schema;
    }
}
