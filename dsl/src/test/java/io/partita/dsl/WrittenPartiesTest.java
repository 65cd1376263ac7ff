package io.partita.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Checked;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredParty;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parties as partita writes them for a person: read again they are the same, in the one layout. */
class WrittenPartiesTest {

    private static final String NETWORK = """
            synchronizer 'mysynchronizer'

            participants {
                participant1 { sandbox() }
                participant('bank-2') { sandbox() }
                participant('in') { sandbox() }
            }

            keys {
                treasury { publicKey 'keys/treasury.pub' }
            }
            """;

    private static List<DeclaredParty> read(String parties) {
        Checked<Declaration> read = Declarations.read(
                        new SourceFolder(
                                List.of(new SourceText("a.groovy", NETWORK), new SourceText("b.groovy", parties)),
                                TestKeys.ANY),
                        NetworkWords.NONE)
                .map(ReadDeclaration::declaration);
        assertThat(read.diagnostics()).isEmpty();
        return read.value().parties();
    }

    private static String laidOut(String text) {
        return Declarations.laidOut(new SourceText("b.groovy", text)).value();
    }

    @Test
    void everyKindOfPartyIsReadAsItWas() {
        String fingerprint = "1220" + "ab".repeat(32);
        String text = """
                party('Alice') {
                    local on: participant1
                    host participant1, submission
                    host 'bank-2', observation
                }

                party('Bob') {
                    local on: 'in', namespace: '%1$s'
                    host 'in', confirmation
                    host participant1, confirmation
                    threshold 2
                    dars 'dars/a.dar', 'dars/b.dar'
                    path offline
                    keep 'participant9::%1$s'
                    keep 'bank-2'
                }

                party('Carol') {
                    id 'Carol::%1$s'
                    host participant1, submission
                }

                party('Fund') {
                    decentralized owners: [participant1, treasury, 'bank-2'], threshold: 2
                    host participant1, confirmation
                }

                party('Treasury') {
                    external key: treasury
                    host participant1, confirmation
                }
                """.formatted(fingerprint);

        assertThat(Declarations.written(read(text))).isEqualTo(text);
        assertThat(laidOut(text)).isEqualTo(text);
    }

    @Test
    void partiesThatDifferInNothingButTheirNamesAreALoop() {
        String block = """
                party('%s') {
                    local on: participant1
                    host participant1, submission
                }
                """;
        String each =
                List.of("Alice", "Bob", "desk 7").stream().map(block::formatted).collect(Collectors.joining("\n"));

        String written = Declarations.written(read(each));

        assertThat(written).isEqualTo("""
                ['Alice', 'Bob', 'desk 7'].each { name ->
                    party(name) {
                        local on: participant1
                        host participant1, submission
                    }
                }
                """);
        assertThat(Declarations.written(read(written))).isEqualTo(written);
        assertThat(Declarations.writtenOut(read(written))).isEqualTo(each);
    }

    @Test
    void manyNamesStandBelowEachOther() {
        String each = IntStream.range(0, 40)
                .mapToObj("party('party-%02d') { local on: participant1; host participant1, submission }"::formatted)
                .collect(Collectors.joining("\n"));

        String written = Declarations.written(read(each));

        assertThat(written)
                .startsWith("[\n    'party-00',\n    'party-01',\n")
                .contains("    'party-39',\n].each { name ->\n");
        assertThat(laidOut(written)).isEqualTo(written);
        assertThat(read(written)).hasSize(40);
    }

    /** Any parties that can be declared: read again they are the same, and what is written has the one layout. */
    @Test
    void whateverIsWrittenIsReadAsItWas() {
        SplittableRandom random = new SplittableRandom(45);
        for (int i = 0; i < 150; i++) {
            List<DeclaredParty> parties = read(random(random));

            String written = Declarations.written(parties);

            assertThat(laidOut(written)).isEqualTo(written);
            assertThat(values(read(written))).as(written).isEqualTo(values(parties));
            assertThat(values(read(Declarations.writtenOut(parties)))).isEqualTo(values(parties));
        }
    }

    private static SortedMap<String, List<Object>> values(List<DeclaredParty> parties) {
        SortedMap<String, List<Object>> values = new TreeMap<>();
        parties.forEach(party -> values.put(
                party.name().value(),
                List.of(party.identity(), party.hosts(), party.threshold(), party.dars(), party.path(), party.keep())));
        return values;
    }

    private static String random(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i >= 0; i--) {
            String name = one(random, "Alice", "desk", "a:b", "x_y", "Bob C") + "-" + i;
            text.append("party('").append(name).append("') {\n");
            text.append(one(
                            random,
                            "local on: participant1",
                            "local on: 'in'",
                            "external key: treasury",
                            "decentralized owners: ['bank-2', treasury]",
                            "id '" + name + "::1220" + "cd".repeat(32) + "'"))
                    .append('\n');
            text.append("host participant1, confirmation\n");
            text.append(one(random, "", "host 'bank-2', observation\n", "host 'in', confirmation\nthreshold 2\n"));
            text.append(one(random, "", "", "dars 'a.dar', 'it\\'s.dar'\n"));
            text.append(one(random, "", "path offline\n"));
            text.append(one(random, "", "keep 'p9::1220" + "ef".repeat(32) + "'\n"));
            text.append("}\n");
        }
        return text.toString();
    }

    private static String one(SplittableRandom random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
