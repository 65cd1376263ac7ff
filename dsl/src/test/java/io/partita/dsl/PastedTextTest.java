package io.partita.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people paste from consoles, shells and systems of other kinds is named for what it is, and once. */
class PastedTextTest {

    private static final String NAMESPACE = "1220" + "ab".repeat(32);
    private static final String ORDER = """
            synchronizer 's'
            participants { p1 { sandbox() }; p2 { sandbox() } }
            party('A') { local on: p1; host p1, submission }
            """;

    private static List<Diagnostic> said(String text) {
        return Declarations.read(List.of(new SourceText("m", text))).diagnostics();
    }

    private static Diagnostic only(String text) {
        assertThat(said(text)).hasSize(1);
        return said(text).get(0);
    }

    private static Diagnostic inParty(String line) {
        return only(ORDER.replace("submission }", "submission; " + line + " }"));
    }

    private static Diagnostic withBackup(String line) {
        return only(ORDER.replace("p1 { sandbox() }", "p1 { sandbox(); " + line + " }"));
    }

    @Test
    void everyEscapeThatIsNoneIsToldTogetherWithTheOtherMistakesOfTheBlock() {
        List<Diagnostic> said = said("""
                synchronizer 's'
                participants {
                    p1 { admin 'a:1', tls: [ca: 'C:\\Users\\ops\\ca.pem']; ledger 'a:2', tls: [ca: 'C:\\certs\\it\\'s.pem'] }
                    p2 { admin 'a:3', tls: [ca: 'D:\\pki\\ca.pem']; ledgre 'a:4' }
                }
                """);

        assertThat(said)
                .extracting(Diagnostic::summary)
                .containsExactly(
                        "'\\U' is no escape", "'\\c' is no escape", "'\\p' is no escape", "Unknown word 'ledgre'");
        assertThat(said.get(0).hint()).contains("write / for each backslash");
    }

    @Test
    void anEscapeThatExistsIsNamedWhereItMadeAControlCharacter() {
        Diagnostic path = inParty("dars 'dars\\new\\tokens.dar'");
        assertThat(path.summary()).isEqualTo("A DAR file contains a line feed");
        assertThat(path.hint()).contains("write / for each backslash");

        Diagnostic program = withBackup("backup { command 'C:\\temp\\run.bat', 'x' }");
        assertThat(program.code()).isEqualTo("control-character");
        assertThat(program.summary()).isEqualTo("A word of the command contains a tab");

        assertThat(withBackup("backup { command 'a', 'D:\\night' }").code()).isEqualTo("control-character");
        assertThat(said(ORDER.replace("p1 { sandbox() }", "p1 { sandbox(); backup { command 'sh', '-c', 'a\\nb' } }")))
                .isEmpty();
    }

    @Test
    void aDollarInATextIsNotTakenForAMissingDeclaration() {
        Diagnostic variable = withBackup("backup { command 'sh', '-c', \"dump $HOST\" }");
        assertThat(variable.summary()).isEqualTo("Unknown name 'HOST'");
        assertThat(variable.hint()).contains("single quotes", "\\$", "env('HOST')");

        Diagnostic substitution = withBackup("backup { command 'sh', '-c', \"dump $(date)\" }");
        assertThat(substitution.summary()).isEqualTo("In double quotes, '$' begins a value");
        assertThat(substitution.hint()).contains("single quotes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_dump -Fc -f p1.dump p1",
                "pg_dump p1 | gzip > p1.gz",
                "/usr/bin/pg_dump -Fc p1",
                "./backup.sh && echo",
                "vault read"
            })
    void aCommandInOneTextIsRefused(String command) {
        Diagnostic said = withBackup("backup { command '" + command + "' }");

        assertThat(said.code()).isEqualTo("command-in-one-text");
        assertThat(said.hint()).contains("command 'program', 'argument'").doesNotContain(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'pg_dump'", "'/opt/our tools/backup.sh'", "'sh', '-c', 'pg_dump p1 | gzip > p1.gz'"})
    void aProgramWithItsArgumentsIsNot(String command) {
        assertThat(said(ORDER.replace("p1 { sandbox() }", "p1 { sandbox(); backup { command " + command + " } }")))
                .isEmpty();
    }

    @Test
    void anIdIsNamedForHowItWasPasted() {
        assertThat(inParty("keep 'PAR::p3::" + NAMESPACE + "'").hint()).startsWith("Leave out 'PAR::'");
        assertThat(inParty("keep 'p3::1220abababab...'").hint()).startsWith("Copy the full id: this one was shortened");
        assertThat(inParty("keep 'p3::1220abab…'").detail())
                .isEqualTo("It ends with dots, so a part of it is missing.");
        assertThat(inParty("keep '\"p3::" + NAMESPACE + "\"'").hint()).startsWith("Leave out the quotes");
        assertThat(inParty("keep 'p3::" + NAMESPACE + " '").hint()).startsWith("Leave out the quotes");
    }

    @Test
    void aHostIsNotNamedByItsId() {
        Diagnostic said = inParty("host 'p3::" + NAMESPACE + "', confirmation");

        assertThat(said.code()).isEqualTo("bad-participant-name");
        assertThat(said.summary()).isEqualTo("'p3::…' is the id of a participant, not its name here");
        assertThat(said.hint()).contains("keep with the id");
    }

    /** Another declared participant is never proposed: it would be kept instead of the one that is meant. */
    @ParameterizedTest
    @ValueSource(strings = {"keep p3", "keep 'p3'", "keep p2, p3"})
    void whoIsKeptAndNotDeclaredIsNamedByItsId(String line) {
        Diagnostic said = inParty(line);

        assertThat(said.summary()).isEqualTo("Unknown name 'p3'");
        assertThat(said.hint()).startsWith("Write the full id in quotes: keep 'p3::1220…'");
    }

    @Test
    void whatEditorsAndArchivesPutBesideAFileIsNoDeclaration(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.groovy"), ORDER);
        Files.writeString(folder.resolve(".a.groovy"), ORDER);
        Files.writeString(folder.resolve("#a.groovy"), ORDER);
        Files.write(folder.resolve("._a.groovy"), new byte[] {0, 5, 22, 7, (byte) 0xFF});
        Files.createSymbolicLink(folder.resolve(".#a.groovy"), Path.of("ops@host.4711"));

        assertThat(Declarations.readFolder(folder, NetworkWords.NONE).diagnostics())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void anotherEncodingIsNamed(String charset, @TempDir Path folder) throws IOException {
        Files.write(folder.resolve("a.groovy"), ORDER.getBytes(Charset.forName(charset)));

        assertThat(Declarations.readFolder(folder, NetworkWords.NONE).diagnostics())
                .singleElement()
                .satisfies(said -> {
                    assertThat(said.code()).isEqualTo("not-utf-8");
                    assertThat(said.detail()).contains("It is UTF-16");
                });
    }

    @Test
    void theLineOfAByteThatIsNotUtf8IsNamed(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ORDER.getBytes(StandardCharsets.UTF_8));
        bytes.write("// Z\u00fcrich\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("a.groovy"), bytes.toByteArray());

        assertThat(Declarations.readFolder(folder, NetworkWords.NONE).diagnostics())
                .extracting(Diagnostic::detail)
                .containsExactly(
                        "Line 4 has a byte that UTF-8 does not have there; Latin-1 and Windows-1252 have such letters.");
    }
}
