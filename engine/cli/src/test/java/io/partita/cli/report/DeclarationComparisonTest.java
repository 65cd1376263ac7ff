package io.partita.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.result.Payload.DeclaredText;
import io.partita.cli.result.Payload.NamesFiles;
import io.partita.cli.result.Payload.RevisedDeclaration;
import io.partita.core.diagnostic.Checked;
import io.partita.core.model.Declaration;
import io.partita.dsl.Declarations;
import io.partita.dsl.NetworkWords;
import io.partita.dsl.ReadDeclaration;
import io.partita.dsl.SourceFolder;
import io.partita.dsl.SourceText;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two declarations by what they say. */
class DeclarationComparisonTest {

    private static final String ONE = key("302a300506032b6570032100" + "ab".repeat(32));
    private static final String OTHER = key("302a300506032b6570032100" + "cd".repeat(32));

    private static final String TEXT = """
            synchronizer 'mysynchronizer'

            participants {
                participant1 {
                    operator 'bank-a'
                    admin  'p1.example:1', tls: [ca: 'ca.pem'], token: env('TOKEN')
                    ledger 'p1.example:2', tls: true
                    backup manual
                }
                participant2 { admin 'p2.example:1'; ledger 'p2.example:2' }
                participant3 { admin 'p3.example:1'; ledger 'p3.example:2' }
            }

            keys {
                treasury { publicKey 'one.pub'; file 'treasury.pem' }
                vault { publicKey 'one.pub' }
            }

            party('Alice') {
                local on: participant1
                host participant1, confirmation
                host participant2, observation
                threshold 1
                dars 'a.dar'
                keep participant3
            }

            party('Fund') {
                decentralized owners: [participant1, treasury], threshold: 2
                host participant1, confirmation
            }
            """;

    private static String key(String hex) {
        byte[] der = java.util.HexFormat.of().parseHex(hex);
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static DeclaredText text(String text) {
        Checked<Declaration> read = Declarations.read(
                        new SourceFolder(
                                List.of(new SourceText("main.groovy", text)),
                                path -> Checked.of((path.equals("one.pub") ? ONE : OTHER).getBytes())),
                        NetworkWords.NONE)
                .map(ReadDeclaration::declaration);
        assertThat(read.diagnostics()).isEmpty();
        return new DeclaredText(read.value(), files(NamesFiles.Kind.PARTY, "Alice", "content 12ab"));
    }

    private static Map<NamesFiles, SortedMap<String, String>> files(NamesFiles.Kind kind, String name, String content) {
        return Map.of(new NamesFiles(kind, name), new TreeMap<>(Map.of("a.dar", content)));
    }

    private static DeclarationComparison compared(DeclaredText before, DeclaredText after) {
        return DeclarationComparison.of(new RevisedDeclaration("main", "12ab", Optional.of(before), after));
    }

    @Test
    void anotherLayoutOrOrderIsNoDifference() {
        String other = TEXT.replace("host participant1, confirmation\n    host participant2, observation", """
                        [participant2: observation, participant1: confirmation].each { p, permission -> host p, permission }
                        """)
                .replace("participant2 { admin 'p2.example:1'; ledger 'p2.example:2' }\n", "")
                .replace(
                        "participant3 {",
                        "participant2 { admin 'p2.example:1'; ledger 'p2.example:2' }\n    participant3 {");

        DeclarationComparison comparison = compared(text(TEXT), text(other));

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.summary()).isEqualTo("The declaration says the same as that of main.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'mysynchronizer' | 'another'",
                "'bank-a' | 'bank-b'",
                "operator 'bank-a' | operator 'bank-c'",
                "p1.example:1 | p9.example:1",
                "ca: 'ca.pem' | ca: 'other.pem'",
                "env('TOKEN') | env('OTHER')",
                "'p1.example:2', tls: true | 'p1.example:2'",
                "backup manual | backup { command 'dump' }",
                "participant3 { | participant4 { admin 'p4.example:1'; ledger 'p4.example:2' }; participant3 {",
                "treasury { publicKey 'one.pub' | treasury { publicKey 'other.pub'",
                "file 'treasury.pem' | handOver()",
                "local on: participant1 | local on: participant2",
                "host participant1, confirmation | host participant1, submission",
                "host participant2, observation | host participant2, confirmation",
                "threshold 1 | threshold 2",
                "threshold 1 | path offline",
                "keep participant3 | path auto",
                "threshold: 2 | threshold: 1",
                "[participant1, treasury] | [participant2, treasury]",
                "[participant1, treasury] | [participant1, vault]",
                "party('Fund') | party('Fonds')"
            })
    void everythingThatADeclarationSaysIsCompared(String was, String is) {
        DeclarationComparison comparison =
                compared(text(TEXT), text(TEXT.replaceFirst(java.util.regex.Pattern.quote(was.strip()), is.strip())));

        assertThat(comparison.differences()).as(was + " -> " + is).isNotEmpty();
        assertThat(comparison.isEqual()).isFalse();
    }

    @Test
    void aFileWithAnotherContentIsADifference() {
        DeclaredText before = text(TEXT);

        DeclarationComparison comparison = compared(
                before, new DeclaredText(before.declaration(), files(NamesFiles.Kind.PARTY, "Alice", "content 34cd")));

        assertThat(comparison.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.title()).isEqualTo("party Alice");
            assertThat(difference.points())
                    .singleElement()
                    .satisfies(point -> assertThat(point.what()).isEqualTo("file a.dar"));
        });
    }

    @Test
    void aPartyAParticipantAndAKeyOfOneNameHaveTheirOwnFiles() {
        DeclaredText read = text(TEXT.replace("'Fund'", "'treasury'").replace("'Alice'", "'participant1'"));
        DeclaredText before = new DeclaredText(read.declaration(), Map.of());

        for (NamesFiles.Kind kind : NamesFiles.Kind.values()) {
            String name = kind == NamesFiles.Kind.KEY ? "treasury" : "participant1";
            DeclarationComparison comparison =
                    compared(before, new DeclaredText(read.declaration(), files(kind, name, "content 34cd")));

            assertThat(comparison.differences())
                    .singleElement()
                    .satisfies(difference -> assertThat(difference.title())
                            .isEqualTo(kind.name().toLowerCase(Locale.ROOT) + " " + name));
        }
    }

    @Test
    void whereTheCommitHasNoneEverythingIsNew() {
        DeclarationComparison comparison =
                DeclarationComparison.of(new RevisedDeclaration("main", "12ab", Optional.empty(), text(TEXT)));

        assertThat(comparison.differences())
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(difference.fate()).isEqualTo(PlanComparison.Fate.ADDED));
        assertThat(comparison.summary()).startsWith("The declaration is new, main has none there: ");
    }
}
