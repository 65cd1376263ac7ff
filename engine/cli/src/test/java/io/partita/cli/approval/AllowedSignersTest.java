package io.partita.cli.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedSignersTest {

    private static final String ONE =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDN/R7C1HcaDnZBRpXEOEBMC+OU/8vEGF2+mAeAMwZSu";
    private static final String ANOTHER =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEN/R7C1HcaDnZBRpXEOEBMC+OU/8vEGF2+mAeAMwZSu";
    private static final String NAMESPACE = "partita-approval";

    private static SortedSet<String> names(String list, String namespace, String now) throws SignatureRefused {
        return AllowedSigners.parse(list.getBytes(StandardCharsets.UTF_8))
                .names(Base64.getDecoder().decode(ONE.split(" ")[1]), namespace, Instant.parse(now));
    }

    @Test
    void keyHasTheNamesOfAllItsLines() throws SignatureRefused {
        String list = """
                # those who may sign

                alice@bank.example,alice@group.example %s a comment
                  "alice" namespaces="partita-*" %s
                bob@bank.example %s
                """.formatted(ONE, ONE, ANOTHER);

        assertThat(names(list, NAMESPACE, "2026-01-01T00:00:00Z"))
                .containsExactly("alice", "alice@bank.example", "alice@group.example");
        assertThat(names(list, "git", "2026-01-01T00:00:00Z"))
                .containsExactly("alice@bank.example", "alice@group.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "valid-after=\"20260110Z\"; 2026-01-09T23:59:59Z; does not count before",
                "valid-before=\"20260110Z\"; 2026-01-10T00:00:01Z; counts no longer",
                "valid-before=\"202601101200Z\"; 2026-01-10T12:00:01Z; counts no longer",
                "namespaces=\"git,file\"; 2026-01-10T12:00:00Z; may not sign for this",
                "namespaces=\"*,!partita-approval\"; 2026-01-10T12:00:00Z; may not sign for this"
            })
    void lineCountsOnlyForWhatItSays(String options, String now, String why) {
        assertThatThrownBy(() -> names("alice@bank.example " + options + " " + ONE, NAMESPACE, now))
                .isInstanceOf(SignatureRefused.class)
                .hasMessageContaining(why)
                .hasMessageContaining("alice@bank.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "valid-after=\"20260110Z\"",
                "valid-before=\"20260110Z\"",
                "VALID-AFTER=\"20260109000000Z\",valid-before=\"20260111\"",
                "namespaces=\"partita-approval\""
            })
    void lineCountsAtItsEnds(String options) throws SignatureRefused {
        assertThat(names("alice@bank.example " + options + " " + ONE, NAMESPACE, "2026-01-10T00:00:00Z"))
                .containsExactly("alice@bank.example");
    }

    @Test
    void keyThatIsNotThereIsNobodys() {
        assertThatThrownBy(() -> names("bob@bank.example " + ANOTHER, NAMESPACE, "2026-01-10T00:00:00Z"))
                .hasMessageContaining("not in the list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*@bank.example KEY",
                "!bob@bank.example KEY",
                "alice, KEY",
                "alice cert-authority KEY",
                "alice namespaces=partita KEY",
                "alice namespaces=\"a\",namespaces=\"b\" KEY",
                "alice valid-after=\"tomorrow\" KEY",
                "alice valid-after=\"20260231\" KEY",
                "alice valid-after=\"20260110",
                "alice unknown=\"x\" KEY",
                "alice\u202e KEY",
                "ali\u001bce KEY",
                "ali\u200bce KEY",
                "alice ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIDN/R7C1HcaDnZBRpXEOEBMC+OU/8vEGF2+mAeAMwZSu",
                "alice ssh-ed25519 ####",
                "alice"
            })
    void lineThatIsNotUnderstoodMakesTheListUnusable(String line) {
        String list = "bob@bank.example " + ANOTHER + "\n" + line.replace("KEY", ONE) + "\n";

        assertThatThrownBy(() -> names(list, NAMESPACE, "2026-01-10T00:00:00Z"))
                .isInstanceOf(SignatureRefused.class)
                .hasMessageStartingWith("line 2: ");
    }

    @Test
    void onlyTheEndsOfLinesThatOpenSshKnowsAreSuch() {
        for (String end : List.of("\u2028", "\u0085", "\u000b", "\r")) {
            String list = "# nothing" + end + "mallory@bank.example " + ONE + "\n";
            assertThatThrownBy(() -> names(list, NAMESPACE, "2026-01-10T00:00:00Z"))
                    .as("%04x", (int) end.charAt(0))
                    .hasMessageContaining("not in the list");
        }
    }

    @Test
    void keyIsSomebodysWhateverItMaySign() throws SignatureRefused {
        AllowedSigners list =
                AllowedSigners.parse("""
                alice namespaces="file",valid-before="20200101Z" %s
                alice@bank.example %s
                bob %s
                """.formatted(ONE, ONE, ANOTHER).getBytes(StandardCharsets.UTF_8));

        assertThat(list.whose(Base64.getDecoder().decode(ONE.split(" ")[1])))
                .containsExactly("alice", "alice@bank.example");
        assertThat(list.whose(new byte[] {1})).isEmpty();
        assertThat(list.together())
                .containsExactlyInAnyOrder(
                        new TreeSet<>(List.of("alice", "alice@bank.example")), new TreeSet<>(List.of("bob")));
    }
}
