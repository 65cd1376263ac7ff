package io.partita.plans.spoilt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Spoils a plan file as somebody would who wants it to do something else than it shows: another value that stands
 * elsewhere under the same name, a number beside the right one, a part left out, doubled, or put in the place of another.
 */
final class Spoiling {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether a part stands in the file under a name, or as one of several under a name. */
    private record Place(JsonNode holder, String name, int index, JsonNode value) {

        void put(JsonNode other) {
            if (holder instanceof ObjectNode object) {
                object.set(name, other);
            } else {
                ((ArrayNode) holder).set(index, other);
            }
        }

        void leaveOut() {
            if (holder instanceof ObjectNode object) {
                object.remove(name);
            } else {
                ((ArrayNode) holder).remove(index);
            }
        }

        boolean isOneOfSeveral() {
            return holder instanceof ArrayNode;
        }

        boolean isNamedAs(Place other) {
            return name.equals(other.name) && value.getNodeType() == other.value.getNodeType();
        }
    }

    private final Random random;

    Spoiling(Random random) {
        this.random = random;
    }

    /** One to three changes. */
    byte[] of(byte[] file) {
        try {
            JsonNode root = JSON.readTree(file);
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                spoil(root);
            }
            return JSON.writeValueAsBytes(root);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void spoil(JsonNode root) {
        List<Place> places = new ArrayList<>();
        // What follows from the rest is written anew anyway.
        ((ObjectNode) root)
                .properties().stream()
                        .filter(member ->
                                !List.of("format", "hash", "waves", "digests").contains(member.getKey()))
                        .forEach(member -> collect(root, member.getKey(), 0, member.getValue(), places));
        Place place = any(places, each -> true);
        switch (random.nextInt(6)) {
            case 0 -> place.leaveOut();
            case 1 -> doubled(any(places, Place::isOneOfSeveral));
            case 2 -> number(any(places, each -> each.value().isIntegralNumber()));
            default -> exchanged(place, any(places, place::isNamedAs));
        }
    }

    private static void doubled(Place place) {
        ((ArrayNode) place.holder()).insert(place.index(), place.value().deepCopy());
    }

    private void number(Place place) {
        place.put(JSON.getNodeFactory().numberNode(place.value().longValue() + (random.nextBoolean() ? 1 : -1)));
    }

    private void exchanged(Place one, Place other) {
        JsonNode former = one.value().deepCopy();
        one.put(other.value().deepCopy());
        if (random.nextBoolean()) {
            other.put(former);
        }
    }

    private static void collect(JsonNode holder, String name, int index, JsonNode value, List<Place> places) {
        places.add(new Place(holder, name, index, value));
        if (value instanceof ObjectNode object) {
            object.properties().forEach(member -> collect(object, member.getKey(), 0, member.getValue(), places));
        } else if (value instanceof ArrayNode array) {
            for (int at = 0; at < array.size(); at++) {
                collect(array, name, at, array.get(at), places);
            }
        }
    }

    private Place any(List<Place> places, Predicate<Place> wanted) {
        List<Place> fitting = places.stream().filter(wanted).toList();
        return fitting.get(random.nextInt(fitting.size()));
    }
}
