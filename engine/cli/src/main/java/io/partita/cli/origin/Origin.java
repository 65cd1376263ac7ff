package io.partita.cli.origin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The commit that a file or folder is of.
 *
 * @param commit its full id
 * @param changes whether it differs from the commit
 */
public record Origin(String commit, Changes changes) {

    /** Whether something differs from the commit. */
    public enum Changes {
        NONE,
        UNCOMMITTED
    }

    public Origin {
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(changes, "changes");
    }

    /** Empty when it is under no version control, or when that cannot be read: where something comes from never stops a command. */
    public static Optional<Origin> of(Path fileOrFolder) {
        try {
            Path real = fileOrFolder.toRealPath();
            FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(real.toFile());
            if (builder.getGitDir() == null) {
                return Optional.empty();
            }
            try (Repository repository = builder.build()) {
                return of(repository, real);
            }
        } catch (IOException | GitAPIException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Origin> of(Repository repository, Path real) throws IOException, GitAPIException {
        ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null || repository.isBare()) {
            return Optional.empty();
        }
        Path tree = repository.getWorkTree().toPath().toRealPath();
        String path = tree.relativize(real).toString().replace('\\', '/');
        try (Git git = new Git(repository)) {
            var status = git.status();
            boolean clean =
                    (path.isEmpty() ? status : status.addPath(path)).call().isClean();
            return Optional.of(new Origin(head.name(), clean ? Changes.NONE : Changes.UNCOMMITTED));
        }
    }

    @Override
    public String toString() {
        return "commit " + commit + (changes == Changes.UNCOMMITTED ? ", with uncommitted changes" : "");
    }
}
