package io.partita.cli.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.GitFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.StoredConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commit a folder is of; nothing of a folder is run or believed to find out. */
class OriginTest {

    @TempDir
    Path folder;

    private GitFolder git;
    private Path unit;
    private String head;

    @BeforeEach
    void repository() {
        git = GitFolder.in(folder.resolve("repo"));
        git.write("hosting/alice/hosting.groovy", "synchronizer 's'\n");
        git.write("hosting/alice/certs/ca.pem", "pem\n");
        git.write("README.md", "read me\n");
        head = git.commit();
        unit = git.root().resolve("hosting/alice");
    }

    private static Optional<Origin> origin(Path of) {
        return Origin.of(of, Map.of());
    }

    private Origin clean() {
        return new Origin(head, Origin.Changes.NONE);
    }

    private Origin changed() {
        return new Origin(head, Origin.Changes.UNCOMMITTED);
    }

    @Test
    void aFolderAsCommittedIsOfItsCommit() {
        git.write("README.md", "something else of the repository\n");

        assertThat(origin(unit)).contains(clean());
        assertThat(origin(unit.resolve("hosting.groovy"))).contains(clean());
        assertThat(clean()).hasToString("commit " + head);
    }

    @Test
    void whateverOfTheFolderDiffersIsAChange() throws IOException {
        git.write("hosting/alice/certs/ca.pem", "pem\r\n");
        assertThat(origin(unit)).contains(changed());
        assertThat(origin(unit.resolve("hosting.groovy"))).contains(clean());

        git.write("hosting/alice/certs/ca.pem", "pem\n");
        git.write("hosting/alice/more.groovy", "");
        assertThat(origin(unit)).contains(changed());

        Files.delete(unit.resolve("more.groovy"));
        Files.delete(unit.resolve("certs/ca.pem"));
        assertThat(origin(unit)).contains(changed());

        Files.createSymbolicLink(unit.resolve("certs/ca.pem"), git.write("other.pem", "pem\n"));
        assertThat(origin(unit)).contains(changed());
        assertThat(origin(git.root().resolve("other.pem"))).contains(changed());
        assertThat(changed().toString()).endsWith(", with uncommitted changes");
    }

    @Test
    void aFolderThatLooksLikeARepositoryIsNone() throws IOException {
        Path ran = folder.resolve("ran");
        git.with(inner -> {
            Path repository = inner.getRepository().getDirectory().toPath();
            copy(repository, unit);
            return unit;
        });
        git.write(
                "hosting/alice/config",
                "[core]\n\tbare = false\n\tworktree = .\n\tfsmonitor = touch " + ran
                        + "\n[filter \"x\"]\n\tclean = touch " + ran + "\n\trequired = true\n");
        git.write("hosting/alice/.gitattributes", "* filter=x\n");
        String embedded = git.commit();

        assertThat(origin(unit)).contains(new Origin(embedded, Origin.Changes.NONE));
        assertThat(ran).doesNotExist();
    }

    @Test
    void noSettingOfTheRepositoryIsFollowed() throws IOException {
        Path ran = folder.resolve("ran");
        git.with(repository -> {
            StoredConfig settings = repository.getRepository().getConfig();
            settings.setString("filter", "x", "clean", "touch " + ran);
            settings.setString("core", null, "worktree", folder.toString());
            settings.setString("core", null, "fsmonitor", "touch " + ran);
            settings.setString("include", null, "path", "/dev/zero");
            settings.save();
            return settings;
        });
        git.write("hosting/alice/.gitattributes", "* filter=x\n");

        assertThat(origin(unit)).contains(clean());
        assertThat(ran).doesNotExist();
    }

    @Test
    void nothingIsWritten() throws IOException {
        SortedMap<String, Long> before = listing(git.root());

        assertThat(origin(unit)).isPresent();

        assertThat(listing(git.root())).isEqualTo(before);
    }

    private static SortedMap<String, Long> listing(Path root) throws IOException {
        SortedMap<String, Long> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.forEach(file -> all.put(file.toString(), file.toFile().lastModified()));
        }
        return all;
    }

    @Test
    void anEntryThatLeadsIntoTheTreeIsRefused() throws IOException {
        Path repository = git.root().resolve(".git");
        copy(repository, git.root().resolve("hosting/store"));
        Files.writeString(unit.resolve(".git"), "gitdir: ../store\n");
        assertThat(origin(unit)).isEmpty();

        Files.delete(unit.resolve(".git"));
        Files.createSymbolicLink(unit.resolve(".git"), git.root().resolve("hosting/store"));
        assertThat(origin(unit)).isEmpty();

        Files.delete(unit.resolve(".git"));
        Files.writeString(unit.resolve(".git"), "gitdir: /dev/zero\n");
        assertThat(origin(unit)).isEmpty();
    }

    @Test
    void whatBelongsToAnotherUserIsNotRead() throws IOException {
        Path git = this.git.root().resolve(".git");
        if (!Files.getAttribute(git, "unix:uid").equals(0)) {
            // Only root can give a file away.
            assertThat(Ownership.isOurs(Path.of("/"), Map.of())).isFalse();
            return;
        }
        Files.setAttribute(git, "unix:uid", 12345);

        assertThat(origin(unit)).isEmpty();
        assertThat(Origin.of(unit, Map.of("SUDO_UID", "12345"))).contains(clean());
    }

    @Test
    void packedRepositoriesWorkingTreesAndShallowOnesAreRead() throws IOException {
        git.with(repository -> repository.gc().call());
        assertThat(git.root().resolve(".git/packed-refs")).exists();
        assertThat(origin(unit)).contains(clean());

        Path second = Files.createDirectories(folder.resolve("second"));
        Path kept = Files.createDirectories(git.root().resolve(".git/worktrees/second"));
        Files.writeString(kept.resolve("HEAD"), head + "\n");
        Files.writeString(kept.resolve("commondir"), "../..\n");
        Files.writeString(second.resolve(".git"), "gitdir: " + kept + "\n");
        copy(unit, second.resolve("hosting/alice"));
        assertThat(origin(second.resolve("hosting/alice"))).contains(clean());

        Files.writeString(git.root().resolve(".git/shallow"), head + "\n");
        assertThat(origin(unit)).contains(clean());
    }

    @Test
    void whereThereIsNoRepositoryThereIsNoOrigin() {
        assertThat(origin(folder)).isEmpty();
        assertThat(origin(folder.resolve("missing"))).isEmpty();
        assertThat(origin(GitFolder.in(folder.resolve("empty")).root())).isEmpty();
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
