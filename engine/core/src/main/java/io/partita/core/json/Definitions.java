package io.partita.core.json;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The named parts of one schema. */
final class Definitions {

    private final SortedMap<String, Object> parts = new TreeMap<>();
    private final Map<String, Object> owners = new TreeMap<>();

    /**
     * A reference to a part, which is described when it is named first; it may name itself.
     *
     * @throws IllegalStateException when two parts have one name
     */
    Map<String, Object> reference(String name, Object owner, Supplier<Map<String, Object>> part) {
        Object known = owners.putIfAbsent(name, owner);
        if (known == null) {
            parts.put(name, part.get());
        } else if (!known.equals(owner)) {
            throw new IllegalStateException("this is a bug in partita: two shapes are called " + name);
        }
        return Map.of("$ref", "#/$defs/" + name);
    }

    SortedMap<String, Object> parts() {
        return parts;
    }
}
