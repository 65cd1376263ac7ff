package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layout of files of declarations. */
class FmtCommandTest {

    private static final String CROOKED = "synchronizer   'mysynchronizer' // of the tests\nparticipants {\np1 {\n"
            + "admin 'a.example:1', tls: true, token: 'hunter22222'\nledger 'a.example:2'\n}\n}\n";
    private static final String STRAIGHT = "synchronizer 'mysynchronizer' // of the tests\n\nparticipants {\n    p1 {\n"
            + "        admin  'a.example:1', tls: true, token: 'hunter22222'\n        ledger 'a.example:2'\n    }\n}\n";

    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void aCrookedFile() throws IOException {
        script = Files.writeString(folder.resolve("main.groovy"), CROOKED);
        Files.writeString(folder.resolve("notes.txt"), "  mine  ");
    }

    @Test
    void theFilesOfAFolderGetTheirLayoutAndNothingElseIsTouched() throws IOException {
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));

        Typed typed = Typed.run("fmt", folder.toString());

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out()).contains("main.groovy").contains("1 of 1 file laid out anew.");
        assertThat(script).hasContent(STRAIGHT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
                .isEqualTo("rw-r--r--");
        assertThat(folder.resolve("notes.txt")).hasContent("  mine  ");
        assertThat(Typed.run("fmt", folder.toString()).out()).contains("1 file in the one layout already.");
    }

    @Test
    void aCheckShowsTheLinesWritesNothingAndCoversSecrets() throws IOException {
        Typed typed = Typed.run("fmt", "--check", folder.toString());

        assertThat(typed.code()).as(typed.both()).isEqualTo(2);
        assertThat(typed.out())
                .contains("-synchronizer   'mysynchronizer' // of the tests")
                .contains("+synchronizer 'mysynchronizer' // of the tests")
                .contains("1 of 1 file to be laid out anew.")
                .doesNotContain("hunter22222");
        assertThat(typed.err()).contains("Next: partita fmt " + folder);
        assertThat(script).hasContent(CROOKED);

        JsonNode document = new ObjectMapper()
                .readTree(
                        Typed.run("fmt", "--check", folder.toString(), "--json").out());
        assertThat(document.path("exit_code").asInt()).isEqualTo(2);
        assertThat(document.path("written").asBoolean()).isFalse();
        assertThat(document.path("changed").asInt()).isEqualTo(1);
        assertThat(document.path("files").get(0).path("difference").asText()).contains("@@");

        Files.writeString(script, STRAIGHT);
        assertThat(Typed.run("fmt", "--check", folder.toString()).code()).isZero();
    }

    @Test
    void whereOneFileIsNoDeclarationNoneIsWritten() throws IOException {
        Files.writeString(folder.resolve("other.groovy"), "party('Alice' {\n");

        Typed typed = Typed.run("fmt", folder.toString());

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("[syntax]").contains("other.groovy:1");
        assertThat(script).hasContent(CROOKED);
    }

    @Test
    void aLinkOfAFolderIsNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("elsewhere.txt"), CROOKED);
        Files.createSymbolicLink(folder.resolve("linked.groovy"), elsewhere);

        Typed typed = Typed.run("fmt", folder.toString());

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.err()).contains("[unreadable-declaration]");
        assertThat(elsewhere).hasContent(CROOKED);
        assertThat(script).hasContent(CROOKED);
    }

    @Test
    void aLinkThatIsTypedIsNotFollowedEither() throws IOException {
        Path elsewhere = Files.writeString(
                Files.createDirectory(folder.resolve("other-checkout")).resolve("theirs.groovy"), CROOKED);
        Path link = Files.createSymbolicLink(folder.resolve("linked.groovy"), elsewhere);

        for (String check : new String[] {"--check", "--no-color"}) {
            Typed typed = Typed.run("fmt", check, script.toString(), link.toString());

            assertThat(typed.code()).isEqualTo(1);
            assertThat(typed.err()).contains("[unreadable-declaration]").contains("it is a link");
            assertThat(typed.both()).doesNotContain("mysynchronizer");
        }
        assertThat(elsewhere).hasContent(CROOKED);
        assertThat(script).hasContent(CROOKED);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void aFolderThatLeadsOutOfItsRepositoryIsNotRead() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("other-checkout"));
        Path theirs = Files.writeString(elsewhere.resolve("theirs.groovy"), CROOKED);
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.createDirectory(repository.resolve(".git"));
        Path out = Files.createSymbolicLink(repository.resolve("out"), elsewhere);
        Path own = Files.createDirectory(repository.resolve("own"));
        Path ours = Files.writeString(own.resolve("ours.groovy"), CROOKED);
        Path within = Files.createSymbolicLink(repository.resolve("within"), own);

        for (Path argument : new Path[] {out, out.resolve("theirs.groovy")}) {
            Typed typed = Typed.run("fmt", argument.toString());

            assertThat(typed.code()).as(typed.both()).isEqualTo(1);
            assertThat(typed.err())
                    .contains("[unreadable-declaration]")
                    .contains("a link of the repository that it is in leads out of it");
        }
        assertThat(theirs).hasContent(CROOKED);
        assertThat(Typed.run("fmt", within.toString()).code()).isZero();
        assertThat(ours).hasContent(STRAIGHT);
    }

    @Test
    void whatIsNoFileOfADeclarationIsRefused() {
        assertThat(Typed.run("fmt", folder.resolve("notes.txt").toString()).err())
                .contains("[no-declaration]");
        assertThat(Typed.run("fmt", folder.resolve("missing").toString()).code())
                .isEqualTo(1);
    }
}
