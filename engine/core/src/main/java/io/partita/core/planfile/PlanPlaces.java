package io.partita.core.planfile;

import io.partita.core.diagnostic.SourceRange;
import io.partita.core.json.JsonValue;
import io.partita.core.json.JsonValue.JsonList;
import io.partita.core.json.JsonValue.JsonNumber;
import io.partita.core.json.JsonValue.JsonObject;
import io.partita.core.json.JsonValue.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the parts of a plan stand in its file, by the names that digests and laws give them. */
final class PlanPlaces {

    /** The member that names an item, by the list that it is in. */
    private static final Map<String, String> KEYS = Map.of(
            "participants", "name",
            "keys", "name",
            "namespaces", "namespace",
            "parties", "name",
            "vettings", "target",
            "sources", "participant",
            "windows", "target",
            "waves", "number");

    private final JsonValue document;
    private final Map<String, SourceRange> places = new HashMap<>();

    PlanPlaces(JsonValue document) {
        this.document = document;
        members(document).forEach((name, value) -> places.put(name, value.range()));
        KEYS.forEach((list, key) -> items(members(document).get(list))
                .forEach(item -> place(list + "/", item, members(item).get(key))));
    }

    /** @return the place of the part; of the list that it would be in when it is not there; else of the whole */
    SourceRange of(String part) {
        SourceRange place = places.get(part);
        if (place != null) {
            return place;
        }
        String list = part.substring(0, Math.max(0, part.indexOf('/')));
        return places.getOrDefault(list.equals("steps") ? "waves" : list, document.range());
    }

    private void place(String prefix, JsonValue item, JsonValue key) {
        if (key instanceof JsonText name) {
            places.put(prefix + name.text(), item.range());
        } else if (key instanceof JsonNumber number) {
            places.put(prefix + number.number(), item.range());
        }
    }

    private static Map<String, JsonValue> members(JsonValue value) {
        return value instanceof JsonObject object ? object.members() : Map.of();
    }

    private static List<JsonValue> items(JsonValue value) {
        return value instanceof JsonList list ? list.items() : List.of();
    }
}
