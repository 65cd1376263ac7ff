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

/** Where the parts of a plan stand in its file, by the names of {@link PlanParts}. */
final class PlanPlaces {

    private final JsonValue document;
    private final Map<String, SourceRange> places = new HashMap<>();

    PlanPlaces(JsonValue document) {
        this.document = document;
        members(document).forEach((name, value) -> places.put(name, value.range()));
        items("participants", "name");
        items("parties", "name");
        items("facts", "id");
        for (JsonValue wave : list(members(document).get("waves"))) {
            if (members(wave).get("number") instanceof JsonNumber number) {
                places.put("waves/" + number.number(), wave.range());
            }
            for (JsonValue step : list(members(wave).get("steps"))) {
                place("steps/", step, "id");
            }
        }
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

    private void items(String list, String key) {
        for (JsonValue item : list(members(document).get(list))) {
            place(list + "/", item, key);
        }
    }

    private void place(String prefix, JsonValue item, String key) {
        if (members(item).get(key) instanceof JsonText name) {
            places.put(prefix + name.text(), item.range());
        }
    }

    private static Map<String, JsonValue> members(JsonValue value) {
        return value instanceof JsonObject object ? object.members() : Map.of();
    }

    private static List<JsonValue> list(JsonValue value) {
        return value instanceof JsonList list ? list.items() : List.of();
    }
}
