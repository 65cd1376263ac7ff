package io.partita.cli.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.cli.GitFolder;
import io.partita.cli.origin.Revision.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a commit, by whatever name it has. */
class RevisionTest {

    @TempDir
    Path folder;

    private GitFolder git;
    private String first;
    private String second;

    @BeforeEach
    void repository() throws IOException {
        git = GitFolder.in(folder.resolve("repo"));
        git.write("networks/test/main.groovy", "synchronizer 's'\r\n");
        git.write("networks/test/certs/ca.pem", "pem");
        Files.createSymbolicLink(git.root().resolve("networks/test/link.groovy"), Path.of("main.groovy"));
        first = git.commit();
        git.write("networks/test/main.groovy", "changed");
        second = git.commit();
    }

    private Revision revision(String name) throws IOException {
        return Revision.of(Checkout.at(git.root(), Map.of()), name);
    }

    private String id(String name) throws IOException {
        try (Revision revision = revision(name)) {
            return revision.id();
        }
    }

    @Test
    void namesAreThoseOfGit() throws IOException {
        git.with(repository -> repository
                .tag()
                .setName("v1")
                .setAnnotated(true)
                .setSigned(false)
                .call());
        git.with(repository -> repository
                .branchCreate()
                .setName("area/base")
                .setStartPoint(first)
                .call());
        Path remote = Files.createDirectories(git.root().resolve(".git/refs/remotes/origin"));
        Files.writeString(remote.resolve("main"), first + "\n");
        Files.writeString(remote.resolve("HEAD"), "ref: refs/remotes/origin/main\n");
        Files.writeString(git.root().resolve(".git/FETCH_HEAD"), first + "\t\tbranch 'main' of somewhere\n");

        for (int i = 0; i < 2; i++) {
            assertThat(List.of(id("HEAD"), id("main"), id("refs/heads/main"), id("v1"), id(second), id("HEAD~0")))
                    .containsOnly(second);
            assertThat(List.of(
                            id("HEAD~1"),
                            id("main^"),
                            id("v1^1"),
                            id("area/base"),
                            id("origin/main"),
                            id("origin"),
                            id("FETCH_HEAD"),
                            id(first.substring(0, 12))))
                    .containsOnly(first);
            git.with(repository -> repository.gc().call());
        }
    }

    /** Git would show another commit for the one that is named, or another parent. */
    @Test
    void noCommitStandsInThePlaceOfAnother() throws IOException {
        Path replaced = Files.createDirectories(git.root().resolve(".git/refs/replace"));
        Files.writeString(replaced.resolve(first), second + "\n");
        Path grafts = Files.createDirectories(git.root().resolve(".git/info")).resolve("grafts");
        Files.writeString(grafts, second + "\n");
        Files.writeString(git.root().resolve(".git/refs/heads").resolve(first), second + "\n");

        assertThat(List.of(id(first), id("HEAD~1"), id("main^"))).containsOnly(first);
        try (Revision revision = revision(first)) {
            Revision.Entry entry = revision.entry("networks/test/main.groovy").orElseThrow();
            assertThat(new String(revision.read(entry, 100), StandardCharsets.UTF_8))
                    .isEqualTo("synchronizer 's'\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "HEAD@{1}",
                "stash@{0}",
                "HEAD^{tree}",
                "HEAD^{/one}",
                ":/one",
                "HEAD:networks",
                "^HEAD",
                "HEAD~99999",
                "HEAD^99999",
                "main..HEAD",
                "main ",
                "-main",
                "../main",
                "refs/heads/../heads/main",
                "main\n",
                "\u00a0main",
                "ma\u0131n",
                "refs/replace/x",
                ""
            })
    void whatIsNoPlainNameIsRefused(String name) {
        assertThatThrownBy(() -> id(name)).isInstanceOf(GitRefused.class);
    }

    @Test
    void anAncestryOfAnyLengthNeedsNoStack() {
        assertThatThrownBy(() -> id("main" + "~1".repeat(200_000))).isInstanceOf(GitRefused.class);
    }

    @Test
    void whatStandsForNothingOrForSeveralThingsIsRefused() throws IOException {
        Files.writeString(git.root().resolve(".git/refs/tags/main"), first + "\n");
        Files.writeString(git.root().resolve(".git/refs/heads/loop"), "ref: refs/heads/loop\n");

        assertThatThrownBy(() -> id("main"))
                .isInstanceOf(GitRefused.class)
                .hasMessage("'main' stands for several commits: refs/tags/main, refs/heads/main");
        for (String name : List.of(
                "nothing",
                "../../HEAD",
                "loop",
                "HEAD~7",
                "HEAD^2",
                "a b",
                "",
                "~1",
                "config",
                "refs/heads",
                "f".repeat(40),
                "HEAD:networks",
                "main@{1}",
                "-x",
                git.root().toString())) {
            assertThatThrownBy(() -> id(name)).as(name).isInstanceOf(GitRefused.class);
        }
        String blob = revision("refs/heads/main")
                .entry("networks/test/main.groovy")
                .orElseThrow()
                .id();
        assertThatThrownBy(() -> id(blob)).isInstanceOf(GitRefused.class).hasMessageContaining("no commit");
    }

    @Test
    void filesAreTheBytesThatWereCommitted() throws IOException {
        try (Revision revision = revision(first)) {
            var entries = revision.entries("networks/test", Revision.Depth.FOLDER);
            assertThat(entries).containsOnlyKeys("certs", "link.groovy", "main.groovy");
            assertThat(entries.get("certs").kind()).isEqualTo(Kind.FOLDER);
            assertThat(entries.get("link.groovy").kind()).isEqualTo(Kind.LINK);
            assertThat(revision.read(entries.get("main.groovy"), 100))
                    .isEqualTo("synchronizer 's'\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(revision.entries("networks", Revision.Depth.ALL))
                    .containsOnlyKeys("test/certs/ca.pem", "test/link.groovy", "test/main.groovy");
            assertThat(revision.entries("nowhere", Revision.Depth.ALL)).isEmpty();
            assertThat(revision.entries("networks/test/main.groovy", Revision.Depth.ALL))
                    .isEmpty();
            assertThat(revision.entry("networks/test/nothing")).isEmpty();
            assertThat(revision.entry("")).map(Revision.Entry::kind).contains(Kind.FOLDER);
        }
    }

    @Test
    void aFileLargerThanItMayBeIsRefused() throws IOException {
        try (Revision revision = revision(first)) {
            Revision.Entry file = revision.entry("networks/test/main.groovy").orElseThrow();

            assertThatThrownBy(() -> revision.read(file, 17)).isInstanceOf(GitRefused.class);
            assertThat(revision.read(file, 18)).hasSize(18);
        }
    }

    @Test
    void objectsThatAnotherRepositoryLendsAreNotLookedFor() throws IOException {
        GitFolder other = GitFolder.in(folder.resolve("other"));
        other.write("a", "a");
        String lent = other.commit();
        Files.createDirectories(git.root().resolve(".git/objects/info"));
        Files.writeString(
                git.root().resolve(".git/objects/info/alternates"), other.root().resolve(".git/objects") + "\n");

        assertThatThrownBy(() -> id(lent))
                .isInstanceOf(GitRefused.class)
                .hasMessageContaining("not in this repository");
    }

    @Test
    void theOutermostWorkingTreeIsFound() throws IOException {
        Path inner = GitFolder.in(git.root().resolve("networks/inner")).root();

        assertThat(Checkout.outermost(inner)).contains(git.root());
        assertThat(Checkout.around(inner, Map.of())).map(Checkout::root).contains(inner);
        assertThat(Checkout.at(git.root(), Map.of()).within(inner)).isEqualTo("networks/inner");
        assertThat(Checkout.at(git.root(), Map.of()).within(git.root())).isEmpty();
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws IOException {
        try (RandomAccessFile large =
                new RandomAccessFile(git.root().resolve("large.dar").toFile(), "rw")) {
            large.setLength((512L << 20) + 1);
        }

        assertThat(AtHand.kind(git.root(), "large.dar")).contains(Revision.Kind.FILE);
        assertThatThrownBy(() -> AtHand.entry(git.root(), "large.dar"))
                .isInstanceOf(GitRefused.class)
                .hasMessageContaining("large.dar has 536870913 bytes");
    }

    @Test
    void tooManyFilesAreRefused() throws IOException {
        IntStream.rangeClosed(0, 20_000).forEach(i -> git.write("many/" + i, ""));

        assertThatThrownBy(() -> AtHand.files(git.root().resolve("many"), Set.of()))
                .isInstanceOf(GitRefused.class);
    }

    private String tip(String branch) throws IOException {
        try (Revision revision = Revision.ofBranch(Checkout.at(git.root(), Map.of()), branch)) {
            return revision.id();
        }
    }

    @Test
    void branchIsNoTagAndNoOtherBranchOfItsName() throws IOException {
        Path git = this.git.root().resolve(".git");
        Path tag = Files.createDirectories(git.resolve("refs/tags/refs/heads")).resolve("merged");
        Files.writeString(tag, first + "\n");
        assertThatThrownBy(() -> tip("merged"))
                .isInstanceOf(GitRefused.class)
                .hasMessageContaining("no branch 'merged'");
        Path remote = Files.createDirectories(git.resolve("refs/remotes/origin"));
        Files.writeString(remote.resolve("main"), first + "\n");
        assertThat(tip("origin/main")).isEqualTo(first);
        assertThat(tip("main")).isEqualTo(second);
        Path shadow = Files.createDirectories(git.resolve("refs/heads/origin")).resolve("main");
        Files.writeString(shadow, second + "\n");

        assertThatThrownBy(() -> tip("origin/main"))
                .isInstanceOf(GitRefused.class)
                .hasMessageContaining("stands for several commits");
        Files.writeString(shadow, first + "\n");
        assertThat(tip("origin/main")).isEqualTo(first);
    }
}
