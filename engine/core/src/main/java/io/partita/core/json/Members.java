package io.partita.core.json;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The members of one object while it is read. */
public final class Members {

    private final JsonValue.JsonObject object;
    private final Reading reading;
    private final Set<String> asked = new HashSet<>();
    private final Map<Member<?>, Object> values = new IdentityHashMap<>();
    private boolean isStrange;

    Members(JsonValue.JsonObject object, Reading reading) {
        this.object = object;
        this.reading = reading;
    }

    private Optional<JsonValue> json(String member) {
        asked.add(member);
        return Optional.ofNullable(object.members().get(member));
    }

    /** @return empty after it was said that it is missing or what is wrong with it */
    <T> Optional<T> required(String member, Codec<T> codec) {
        return json(member)
                .map(json -> reading.member(member, codec, json))
                .orElseGet(() -> wrong("'" + member + "' is missing here"));
    }

    /** @return empty after it was said what is wrong with it; what is in it is empty when it is not there */
    <T> Optional<Optional<T>> optional(String member, Codec<T> codec) {
        return json(member)
                .map(json -> reading.member(member, codec, json).map(Optional::of))
                .orElseGet(() -> Optional.of(Optional.empty()));
    }

    /** Says what is wrong with the object. @return empty */
    <T> Optional<T> wrong(String what) {
        return reading.wrong(object.range(), what);
    }

    /** What the members make; what the record's constructor refuses is said of the object. */
    <R> Optional<R> made(Supplier<? extends R> making) {
        return reading.made(object.range(), making);
    }

    void put(Member<?> member, Object value) {
        values.put(member, value);
    }

    /** What was read of a member; null when it could not be read. */
    Object value(Member<?> member) {
        return values.get(member);
    }

    /** Nobody knows which members an object of unknown kind has. */
    void strange() {
        isStrange = true;
    }

    void finish() {
        if (isStrange) {
            return;
        }
        object.members().forEach((member, json) -> {
            if (!asked.contains(member)) {
                reading.wrong(json.range(), "'" + member + "' is not known here");
            }
        });
    }
}
