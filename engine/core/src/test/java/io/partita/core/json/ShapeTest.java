package io.partita.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.json.Freight.Train;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {

    private static final Train TRAIN = new Train(
            "night train",
            Freight.Class.VERY_FAST,
            2,
            false,
            new Freight.Times(Instant.parse("2026-01-02T03:04:05.678Z"), Optional.of(Duration.ofMinutes(90))),
            new Freight.Boxes(List.of(new Freight.Coal(7), new Freight.Empty()), ""),
            new TreeSet<>(List.of(new Freight.WagonId(1), new Freight.WagonId(12))),
            new TreeMap<>(Map.of(new Freight.WagonId(12), "wax")),
            Optional.empty());

    private static final String WRITTEN = """
            {
              "format": "train/1",
              "name": "night train",
              "speed": "very-fast",
              "threshold": 2,
              "late": false,
              "departure": "2026-01-02T03:04:05.678Z",
              "travel": "PT1H30M",
              "kind": "boxes",
              "within": [
                {"kind": "coal", "tons": 7},
                {"kind": "empty"}
              ],
              "wagons": ["w-1", "w-12"],
              "seals": {"w-12": "wax"},
              "length": 2
            }
            """;

    /** The same, every item and member in a line of its own, for what is said of places. */
    private static final String PAGE = """
            {
              "format": "train/1",
              "name": "night train",
              "speed": "very-fast",
              "threshold": 2,
              "late": false,
              "departure": "2026-01-02T03:04:05.678Z",
              "travel": "PT1H30M",
              "kind": "boxes",
              "within": [
                {
                  "kind": "coal",
                  "tons": 7
                },
                {
                  "kind": "empty"
                }
              ],
              "wagons": [
                "w-1",
                "w-12"
              ],
              "seals": {
                "w-12": "wax"
              },
              "length": 2
            }
            """;

    private static List<String> said(String json) {
        return read(json).diagnostics().stream()
                .map(each -> each.range().orElseThrow() + " "
                        + (each.code().equals("damaged-json") ? each.detail() : each.summary()))
                .toList();
    }

    private static Checked<Train> read(String json) {
        return Freight.TRAIN.read(json.getBytes(StandardCharsets.UTF_8), "train.json");
    }

    /** A long text of a stranger must not need a stack. */
    @Test
    void aGroupThatIsRepeatedGivesNothingBack() {
        TextCodec<String> codes = TextCodec.ANY.matching("[a-z](-[a-z0-9]+)*+");
        String code = "a" + "-a1".repeat(200_000);
        SourceRange place = new SourceRange("file", new Position(1, 1), new Position(1, 2));

        assertThat(codes.parse(code, place, new Reading(List.of()))).contains(code);
        assertThat(codes.parse(code + "-", place, new Reading(List.of()))).isEmpty();
        assertThat(codes.schema(new Definitions())).containsEntry("pattern", "^[a-z](-[a-z0-9]+)*$");
        assertThatThrownBy(() -> TextCodec.ANY.matching("([0-9a-f]{2})+")).hasMessageContaining("not possessive");
    }

    @Test
    void aPageHasTheMembersOfTheTableInItsOrder() {
        assertThat(new String(Freight.TRAIN.page(TRAIN), StandardCharsets.UTF_8))
                .isEqualTo(WRITTEN);
        assertThat(read(WRITTEN).value()).isEqualTo(TRAIN);
        assertThat(read(PAGE).value()).isEqualTo(TRAIN);
    }

    @Test
    void aLineIsThePageWithoutWhiteSpace() {
        assertThat(Freight.TRAIN.line(TRAIN))
                .isEqualTo(PAGE.replaceAll("\n *", "").replace("\": ", "\":"));
        assertThat(read(Freight.TRAIN.line(TRAIN)).value()).isEqualTo(TRAIN);
    }

    @Test
    void theOrderOfMembersDoesNotMatter() {
        String moved =
                PAGE.replace("  \"late\": false,\n", "").replace("{\n  \"format\"", "{\"late\": false, \"format\"");

        assertThat(read(moved).value()).isEqualTo(TRAIN);
    }

    @Test
    void everythingWrongIsSaidAtOnceEachWithItsPlace() {
        String wrong = PAGE.replace("\"train/1\"", "\"train/2\"")
                .replace("\"night train\"", "7")
                .replace("\"very-fast\"", "\"fast\"")
                .replace("\"threshold\": 2", "\"threshold\": 0")
                .replace("  \"late\": false,\n", "")
                .replace("PT1H30M", "PT90M")
                .replace("\"tons\": 7", "\"tons\": 1001")
                .replace("\"w-1\",\n    \"w-12\"", "\"w-12\",\n    \"wagon\"")
                .replace("\"w-12\": \"wax\"", "\"w-12\": null")
                .replace("\"length\": 2", "\"length\": 2, \"colour\": \"red\", \"length\": 2");

        assertThat(said(wrong))
                .containsExactly(
                        "train.json:25:33 'length' is here twice",
                        "train.json:2:13 'format' is not 'train/1': train/2",
                        "train.json:3:11 'name' has to be a text, not a number",
                        "train.json:4:12 'speed' is not one of slow, very-fast: fast",
                        "train.json:5:16 'threshold' has to be a whole number from 1",
                        "train.json:1:1 'late' is missing here",
                        "train.json:7:13 'travel' is written as PT1H30M, not PT90M",
                        "train.json:12:15 'tons' has to be a whole number from 1 to 1000",
                        "train.json:20:5 'wagons' is not a text: wagon",
                        "train.json:23:13 'w-12' has to be a text, not null",
                        "train.json:25:26 'colour' is not known here");
    }

    @Test
    void whatAConstructorRefusesIsSaidWithThePlaceOfItsObject() {
        assertThat(said(PAGE.replace("PT1H30M", "PT-1M")))
                .containsExactly("train.json:1:1 this is refused: it arrives before it departs");
    }

    @Test
    void anObjectOfUnknownKindIsSaidOnce() {
        assertThat(said(PAGE.replace("\"coal\"", "\"gold\"")))
                .containsExactly("train.json:12:15 'kind' is not one of coal, boxes, empty: gold");
    }

    @Test
    void aSetIsSorted() {
        assertThat(said(PAGE.replace("\"w-1\",\n    \"w-12\"", "\"w-12\",\n    \"w-12\"")))
                .containsExactly("train.json:19:13 'wagons' is refused: it has to be sorted, each item once");
    }

    @Test
    void aDerivedMemberHasToFollow() {
        assertThat(said(PAGE.replace("\"length\": 2", "\"length\": 3")))
                .containsExactly("train.json:1:1 'length' does not follow from the rest");
    }

    @Test
    void whatSaysNothingIsLeftOut() {
        assertThat(said(PAGE.replace("\"wagons\"", "\"note\": \"\",\n  \"wagons\"")))
                .containsExactly("train.json:1:1 'note' is left out when it says nothing");
    }

    @Test
    void aTextIsNoLongerThanItMayBe() {
        assertThat(said(PAGE.replace("\"wagons\"", "\"note\": \"" + "x".repeat(21) + "\",\n  \"wagons\"")))
                .containsExactly("train.json:19:11 'note' is longer than 20 characters");
    }

    @Test
    void nestingIsBounded() {
        String deep = "{\"kind\":\"boxes\",\"within\":[".repeat(200) + "]}".repeat(200);

        assertThat(Freight.LOAD
                        .read(deep.getBytes(StandardCharsets.UTF_8), "deep.json")
                        .diagnostics())
                .singleElement()
                .satisfies(said -> assertThat(said.code()).isEqualTo("damaged-json"));
    }

    @Test
    void aFileInWhichEverythingIsWrongIsCutShort() {
        String wrong = PAGE.replace("\"w-1\",", "7,".repeat(1_000));

        assertThat(read(wrong).diagnostics()).hasSize(100);
    }

    @Test
    void halfACharacterIsNoCharacter() {
        assertThat(Codecs.TEXT.line("a\ud800b")).isEqualTo("\"a?b\"");
    }

    @Test
    void aMemberMoreFollowsFromTheRest() {
        Shape<Freight.Coal> heavy = Freight.COAL.plus("kilos", Codecs.COUNT, coal -> coal.tons() * 1_000);

        assertThat(heavy.line(new Freight.Coal(3))).isEqualTo("{\"tons\":3,\"kilos\":3000}");
        assertThat(heavy.read("{\"tons\":3,\"kilos\":3000}".getBytes(StandardCharsets.UTF_8), "f")
                        .value())
                .isEqualTo(new Freight.Coal(3));
        assertThat(heavy.read("{\"tons\":3,\"kilos\":1}".getBytes(StandardCharsets.UTF_8), "f")
                        .isPresent())
                .isFalse();
    }

    @Test
    void whatIsOnlyWrittenCannotBeRead() {
        Shape<Freight.Coal> told =
                Shape.written(Freight.Coal.class, "told", table -> table.field("t", Codecs.COUNT, Freight.Coal::tons));

        assertThat(told.line(new Freight.Coal(3))).isEqualTo("{\"t\":3}");
        assertThatThrownBy(() -> told.read("{\"t\":3}".getBytes(StandardCharsets.UTF_8), "f"))
                .hasMessage("this is a bug in partita: nobody reads told");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-0001-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "2026-02-30T00:00:00Z"
            })
    void aTimeThatNobodyCanAddToIsNone(String time) {
        assertThat(said(PAGE.replace("2026-01-02T03:04:05.678Z", time)))
                .singleElement()
                .asString()
                .contains("is not a time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT9223372036854775807S", "PT-9223372036854775808S", "PT315576000001S", "P1Y"})
    void aDurationThatNobodyCanAddIsNone(String duration) {
        assertThat(said(PAGE.replace("PT1H30M", duration)))
                .singleElement()
                .asString()
                .contains("is not a duration");
    }
}
