package io.partita.core.statefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the fields of one object, each with its type; what is absent or of another type is malformed. */
record JsonObject(ObjectNode node) {

    String text(String field) throws Malformed {
        return optionalText(field).orElseThrow(() -> new Malformed("the field \"" + field + "\" is missing"));
    }

    Optional<String> optionalText(String field) throws Malformed {
        JsonNode value = node.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new Malformed("the field \"" + field + "\" is not a text");
        }
        return Optional.of(value.textValue());
    }

    long number(String field) throws Malformed {
        JsonNode value = node.get(field);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Malformed("the field \"" + field + "\" is not a whole number");
        }
        return value.longValue();
    }

    Instant time(String field) throws Malformed {
        try {
            return Instant.parse(text(field));
        } catch (DateTimeException e) {
            throw new Malformed("the field \"" + field + "\" is not a time");
        }
    }

    JsonObject object(String field) throws Malformed {
        if (node.get(field) instanceof ObjectNode object) {
            return new JsonObject(object);
        }
        throw new Malformed("the field \"" + field + "\" is not an object");
    }

    boolean has(String field) {
        return node.has(field);
    }

    List<JsonObject> objects(String field) throws Malformed {
        JsonNode value = node.get(field);
        if (value == null || !value.isArray()) {
            throw new Malformed("the field \"" + field + "\" is not a list");
        }
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode element : value) {
            if (!(element instanceof ObjectNode object)) {
                throw new Malformed("the list \"" + field + "\" holds something that is not an object");
            }
            objects.add(new JsonObject(object));
        }
        return objects;
    }

    SortedMap<String, String> texts(String field) throws Malformed {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : object(field).node().properties()) {
            if (!entry.getValue().isTextual()) {
                throw new Malformed("\"" + entry.getKey() + "\" in \"" + field + "\" is not a text");
            }
            texts.put(entry.getKey(), entry.getValue().textValue());
        }
        return texts;
    }

    List<String> list(String field) throws Malformed {
        JsonNode value = node.get(field);
        if (value == null || !value.isArray()) {
            throw new Malformed("the field \"" + field + "\" is not a list");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw new Malformed("the list \"" + field + "\" holds something that is not a text");
            }
            texts.add(element.textValue());
        }
        return texts;
    }
}
