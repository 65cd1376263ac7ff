package io.partita.core.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Edits of a file by chance: any value, any part taken out, repeated or put elsewhere, names exchanged. */
final class PlanEdits {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;

    PlanEdits(Random random) {
        this.random = random;
    }

    /** A place in a file, and what stands there. */
    private record Spot(JsonNode parent, Optional<String> member, int index, JsonNode value) {

        void put(JsonNode other) {
            if (parent instanceof ObjectNode object) {
                object.set(member.orElseThrow(), other);
            } else {
                ((ArrayNode) parent).set(index, other);
            }
        }

        void take() {
            if (parent instanceof ObjectNode object) {
                object.remove(member.orElseThrow());
            } else {
                ((ArrayNode) parent).remove(index);
            }
        }

        void repeat() {
            if (parent instanceof ArrayNode array) {
                array.insert(index, value.deepCopy());
            }
        }

        boolean isLike(Spot other) {
            return other.value.getNodeType() == value.getNodeType() && other.member.equals(member);
        }
    }

    /** One to three edits. */
    byte[] edited(byte[] file) {
        try {
            JsonNode root = JSON.readTree(file);
            int more = random.nextInt(3);
            for (int edit = 0; edit <= more; edit++) {
                root = edited(root);
            }
            return JSON.writeValueAsBytes(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode edited(JsonNode root) throws IOException {
        List<Spot> spots = new ArrayList<>();
        collect(root, spots);
        Spot spot = any(spots);
        switch (random.nextInt(8)) {
            case 0 -> spot.take();
            case 1 -> spot.repeat();
            case 2, 3, 4 ->
                scalar(
                        any(spots.stream()
                                .filter(each -> each.value().isValueNode())
                                .toList()),
                        spots);
            case 5, 6 -> exchange(spot, any(spots.stream().filter(spot::isLike).toList()));
            default -> {
                return renamed(root);
            }
        }
        return root;
    }

    private static void exchange(Spot one, Spot other) {
        JsonNode here = one.value().deepCopy();
        one.put(other.value().deepCopy());
        other.put(here);
    }

    private void scalar(Spot spot, List<Spot> spots) {
        if (spot.value().isIntegralNumber() && random.nextBoolean()) {
            spot.put(JSON.getNodeFactory().numberNode(spot.value().longValue() + random.nextInt(3) - 1));
            return;
        }
        boolean near = random.nextBoolean();
        spot.put(any(spots.stream()
                        .filter(other -> near
                                ? spot.isLike(other)
                                : other.value().getNodeType() == spot.value().getNodeType())
                        .toList())
                .value()
                .deepCopy());
    }

    /** Two names change their places wherever they stand. */
    private JsonNode renamed(JsonNode root) throws IOException {
        String one = "\"participant" + (1 + random.nextInt(3)) + "\"";
        String other = "\"participant" + (1 + random.nextInt(3)) + "\"";
        String between = "\"between\"";
        String text = new String(JSON.writeValueAsBytes(root), StandardCharsets.UTF_8);
        return JSON.readTree(text.replace(one, between).replace(other, one).replace(between, other));
    }

    private static void collect(JsonNode node, List<Spot> spots) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                spots.add(new Spot(object, Optional.of(entry.getKey()), 0, entry.getValue()));
                collect(entry.getValue(), spots);
            });
        } else if (node instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                spots.add(new Spot(array, Optional.empty(), index, array.get(index)));
                collect(array.get(index), spots);
            }
        }
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
