package io.partita.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.partita.core.diagnostic.Checked;
import io.partita.core.json.Freight.Train;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What is written comes back, the schema describes it, and no change of the text is read as something that it does not
 * say.
 */
class ShapeProperties {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Freight.TRAIN.schema("urn:train", "a train", "of wagons"), InputFormat.JSON);
    private static final Pattern VALUES = Pattern.compile("(?<=: |    )(\"[^\"]*\"|[0-9]+|true|false)");
    private static final List<String> OTHERS =
            List.of("null", "7", "-1", "1.5", "1e2", "\"\"", "\"x\"", "true", "[]", "{}", "[null]", "{\"kind\":\"x\"}");

    @Property(tries = 300, seed = "1")
    void whatIsWrittenComesBackAndIsAsTheSchemaSays(@ForAll long seed) {
        Train train = train(new Random(seed));

        byte[] page = Freight.TRAIN.page(train);

        assertThat(Freight.TRAIN.read(page, "train.json").value()).isEqualTo(train);
        String line = Freight.TRAIN.line(train);
        assertThat(Freight.TRAIN
                        .read(line.getBytes(StandardCharsets.UTF_8), "train.json")
                        .value())
                .isEqualTo(train);
        assertThat(SCHEMA.validate(line, InputFormat.JSON)).as(line).isEmpty();
    }

    @Property(tries = 2_000, seed = "2")
    void aChangedTextIsRefusedWithItsPlaceOrReadAsWhatItSays(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String text = new String(Freight.TRAIN.page(train(random)), StandardCharsets.UTF_8);
        String changed = JsonText.wellFormed(changed(text, random));

        Checked<Train> read = Freight.TRAIN.read(changed.getBytes(StandardCharsets.UTF_8), "train.json");

        if (read.isPresent()) {
            JsonNode again = MAPPER.readTree(Freight.TRAIN.page(read.value()));
            assertThat(again.equals(ShapeProperties::compare, MAPPER.readTree(changed)))
                    .as(changed)
                    .isTrue();
        } else {
            assertThat(read.diagnostics()).isNotEmpty().allSatisfy(said -> {
                assertThat(said.range()).isPresent();
                assertThat(said.range().orElseThrow().start().line())
                        .isLessThanOrEqualTo((int) changed.lines().count() + 1);
            });
            assertThat(parsed(changed).filter(tree -> tree.equals(parsed(text).orElseThrow())))
                    .as(changed)
                    .satisfies(same -> assertThat(same.isPresent()).isEqualTo(same.isPresent() && isDoubled(read)));
        }
    }

    private static boolean isDoubled(Checked<Train> read) {
        return read.diagnostics().stream().anyMatch(said -> said.detail().endsWith("is here twice"));
    }

    private static int compare(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.equals(other) ? 0 : 1;
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }

    /** A member taken out, doubled or renamed, a value exchanged, or just a character. */
    private static String changed(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int line = 1 + random.nextInt(lines.size() - 2);
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(line, lines.get(line));
            case 2 -> lines.set(line, lines.get(line).replaceFirst("\"([a-z])", "\"x$1"));
            case 3 -> {
                Matcher value = VALUES.matcher(lines.get(line));
                lines.set(
                        line, value.replaceFirst(Matcher.quoteReplacement(OTHERS.get(random.nextInt(OTHERS.size())))));
            }
            case 4 -> {
                int at = random.nextInt(text.length());
                return text.substring(0, at)
                        + (char) (text.charAt(at) ^ (1 << random.nextInt(6)))
                        + text.substring(at + 1);
            }
            default -> {
                int at = random.nextInt(text.length());
                return text.substring(0, at) + text.substring(Math.min(text.length(), at + 1 + random.nextInt(4)));
            }
        }
        return String.join("\n", lines);
    }

    private static Train train(Random random) {
        TreeMap<Freight.WagonId, String> seals = new TreeMap<>();
        TreeSet<Freight.WagonId> wagons = new TreeSet<>();
        for (int each = random.nextInt(4); each > 0; each--) {
            wagons.add(new Freight.WagonId(random.nextInt(200)));
            seals.put(new Freight.WagonId(random.nextInt(999_999)), text(random));
        }
        return new Train(
                text(random),
                Freight.Class.values()[random.nextInt(2)],
                1 + random.nextInt(Integer.MAX_VALUE - 1),
                random.nextBoolean(),
                new Freight.Times(
                        Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L)),
                        Optional.of(Duration.ofMillis(random.nextInt(100_000_000)))
                                .filter(each -> random.nextBoolean())),
                load(random, 3),
                wagons,
                seals,
                Optional.of(load(random, 2)).filter(each -> random.nextBoolean()));
    }

    private static Freight.Load load(Random random, int deep) {
        return switch (random.nextInt(deep > 0 ? 3 : 2)) {
            case 0 -> new Freight.Coal(1 + random.nextInt(1_000));
            case 1 -> new Freight.Empty();
            default -> {
                List<Freight.Load> within = new ArrayList<>();
                for (int each = random.nextInt(3); each > 0; each--) {
                    within.add(load(random, deep - 1));
                }
                String note = text(random);
                yield new Freight.Boxes(within, note.length() > 20 ? "" : note);
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int each = random.nextInt(8); each > 0; each--) {
            int point = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(0x20);
                case 1 -> 0x1f600 + random.nextInt(50);
                case 2 -> "\"\\/\u2028\u00e4\u007f".codePointAt(random.nextInt(6));
                default -> 'a' + random.nextInt(26);
            };
            text.appendCodePoint(point);
        }
        return text.toString();
    }
}
