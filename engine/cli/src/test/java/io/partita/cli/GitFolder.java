package io.partita.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** A repository of a test. @param root its working tree */
public record GitFolder(Path root) {

    private static final PersonIdent SOMEBODY = new PersonIdent("somebody", "somebody@bank.example");

    /** Something that is done with Git's own commands. */
    public interface Work<R> {
        R with(Git git) throws GitAPIException, IOException;
    }

    public static GitFolder in(Path root) {
        try (Git git = Git.init()
                .setDirectory(Files.createDirectories(root).toFile())
                .setInitialBranch("main")
                .call()) {
            return new GitFolder(git.getRepository().getWorkTree().toPath().toRealPath());
        } catch (GitAPIException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes a file. */
    public Path write(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Commits everything. @return the id of the commit */
    public String commit() {
        return with(git -> {
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call();
            RevCommit commit = git.commit()
                    .setMessage("a change")
                    .setAuthor(SOMEBODY)
                    .setCommitter(SOMEBODY)
                    .setSign(false)
                    .call();
            return commit.name();
        });
    }

    public <R> R with(Work<R> work) {
        try (Git git = Git.open(root.toFile())) {
            return work.with(git);
        } catch (GitAPIException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
