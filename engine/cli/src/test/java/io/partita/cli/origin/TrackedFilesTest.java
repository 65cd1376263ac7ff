package io.partita.cli.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.StoredConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackedFilesTest {

    @TempDir
    Path home;

    private Path tree;
    private Path state;

    @BeforeEach
    void aUnitInARepository() throws Exception {
        tree = home.resolve("tree");
        state = Files.createDirectories(tree.resolve("hosting/alice/.partita"));
        Files.writeString(state.resolve("state.json"), "{}");
        Files.writeString(tree.resolve("hosting/alice/main.groovy"), "");
        try (Git git = Git.init().setDirectory(tree.toFile()).call()) {
            git.add().addFilepattern("hosting/alice/main.groovy").call();
        }
    }

    @Test
    void aFolderOfWhichNothingIsInTheIndexIsNotTracked() throws IOException {
        assertThat(new TrackedFiles().beneath(state)).isEmpty();
    }

    /** Whoever can write it might otherwise end every command that asks. */
    @Test
    void aPointerThatIsNoPathIsToldAsSuch() throws IOException {
        Files.writeString(tree.resolve("hosting/alice/.git"), "gitdir: a\0b\n");

        assertThatThrownBy(() -> new TrackedFiles().beneath(state))
                .isInstanceOf(GitRefused.class)
                .hasMessageEndingWith(".git names no path");
    }

    @Test
    void aFileInTheIndexIsNamed() throws Exception {
        track("hosting/alice/.partita/state.json");

        assertThat(new TrackedFiles().beneath(state)).contains("hosting/alice/.partita/state.json");
    }

    @Test
    void alsoThroughALinkToTheUnit() throws Exception {
        track("hosting/alice/.partita/state.json");
        Path link = Files.createSymbolicLink(home.resolve("current"), tree.resolve("hosting/alice"));

        assertThat(new TrackedFiles().beneath(link.resolve(".partita"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zustände", "zust\u00e4nde"})
    void aNameThatIsNotAsciiIsFound(String name) throws Exception {
        Path odd = Files.createDirectories(tree.resolve("hosting").resolve(name));
        Files.writeString(odd.resolve("state.json"), "{}");
        assertThat(new TrackedFiles().beneath(odd)).isEmpty();

        track("hosting/" + name + "/state.json");

        assertThat(new TrackedFiles().beneath(odd)).isPresent();
    }

    @Test
    void anotherSpellingInTheIndexIsFound() throws Exception {
        Path other = Files.createDirectories(tree.resolve("hosting/alice/.PARTITA"));
        Files.writeString(other.resolve("state.json"), "{}");
        track("hosting/alice/.PARTITA/state.json");

        assertThat(new TrackedFiles().beneath(state)).contains("hosting/alice/.PARTITA/state.json");
    }

    /** From version 4 of the index on, a path is written as the difference to the one before it. */
    @Test
    void aPathThatIsWrittenAsADifferenceIsFound() throws Exception {
        Files.delete(tree.resolve(".git/index"));
        Files.writeString(state.resolveSibling(".part"), "");
        try (Git git = Git.open(tree.toFile())) {
            StoredConfig settings = git.getRepository().getConfig();
            settings.setInt("index", null, "version", 4);
            settings.save();
            git.add().addFilepattern("hosting/alice").call();
        }
        assertThat(Files.readString(tree.resolve(".git/index"), StandardCharsets.ISO_8859_1))
                .doesNotContain(".partita/");

        assertThat(new TrackedFiles().beneath(state)).contains("hosting/alice/.partita/state.json");
    }

    @Test
    void aBackslashInTheNameOfTheUnitHidesNothing() throws Exception {
        Path odd =
                Files.createDirectories(tree.resolve("hosting").resolve("a\\b").resolve(".partita"));
        Files.writeString(odd.resolve("state.json"), "{}");
        track("hosting/a\\b/.partita/state.json");

        assertThat(new TrackedFiles().beneath(odd)).isPresent();
    }

    @Test
    void theStateOfAnotherUnitDoesNotCount() throws Exception {
        Path other = Files.createDirectories(tree.resolve("hosting/bob/.partita"));
        Files.writeString(other.resolve("state.json"), "{}");
        track("hosting/bob/.partita/state.json");

        assertThat(new TrackedFiles().beneath(state)).isEmpty();
        assertThat(new TrackedFiles().beneath(other)).isPresent();
    }

    @Test
    void anInnerRepositoryHidesNothing() throws Exception {
        track("hosting/alice/.partita/state.json");
        Git.init().setDirectory(tree.resolve("hosting/alice").toFile()).call().close();

        assertThat(new TrackedFiles().beneath(state)).isPresent();
    }

    @Test
    void aWorktreeSaysWhereItsIndexIs() throws Exception {
        track("hosting/alice/.partita/state.json");
        Files.move(tree.resolve(".git"), home.resolve("repository"));
        Files.writeString(tree.resolve(".git"), "gitdir: ../repository\n");

        assertThat(new TrackedFiles().beneath(state)).isPresent();
    }

    @Test
    void noProgramOfAConfigurationIsRun() throws Exception {
        track("hosting/alice/.partita/state.json");
        Path ran = home.resolve("ran");
        Files.writeString(
                tree.resolve(".git/config"),
                "[core]\n\tfsmonitor = touch " + ran + "\n\tbare = true\n[filter \"x\"]\n\tclean = touch " + ran
                        + "\n");
        Files.writeString(tree.resolve(".gitattributes"), "* filter=x\n");

        assertThat(new TrackedFiles().beneath(state)).isPresent();
        assertThat(ran).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "sharedindex.0123"})
    void anIndexOfAnUnknownFormIsLookedThroughForTheName(String file) throws Exception {
        Files.writeString(tree.resolve(".git/index"), "DIRC of a later version");
        assertThat(new TrackedFiles().beneath(state)).isEmpty();

        Files.writeString(tree.resolve(".git").resolve(file), "DIRC…hosting/alice/.Partita/state.json…");

        assertThat(new TrackedFiles().beneath(state)).isPresent();
    }

    @Test
    void anIndexThatIsNoFileIsAnError() throws Exception {
        Files.delete(tree.resolve(".git/index"));
        Files.createDirectories(tree.resolve(".git/index"));

        assertThatThrownBy(() -> new TrackedFiles().beneath(state)).isInstanceOf(IOException.class);
    }

    private void track(String file) throws Exception {
        try (Git git = Git.open(tree.toFile())) {
            git.add().addFilepattern(file).call();
        }
    }
}
