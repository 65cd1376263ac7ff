package io.partita.core.statefile;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.Severity;
import io.partita.core.store.Tracking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a state folder can only have been written by this user: a state is what makes a run go on, so who can write
 * it decides what is run. It proves nothing more: whole and private is not yet true.
 */
final class FolderTrust {

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final Path MYSELF = Path.of("/proc/self");

    /** One who is not the owner. */
    private enum Other {
        GROUP(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE),
        EVERYBODY(
                PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

        private final PosixFilePermission read;
        private final PosixFilePermission write;
        private final PosixFilePermission enter;

        Other(PosixFilePermission read, PosixFilePermission write, PosixFilePermission enter) {
            this.read = read;
            this.write = write;
            this.enter = enter;
        }
    }

    private final StateFiles files;
    private final Tracking tracking;
    private final List<Diagnostic> said = new ArrayList<>();
    private final List<Diagnostic> open = new ArrayList<>();
    private Optional<Diagnostic> another = Optional.empty();
    private Optional<UserPrincipal> myself = Optional.empty();

    private FolderTrust(StateFiles files, Tracking tracking) {
        this.files = files;
        this.tracking = tracking;
    }

    /**
     * What speaks against the folder: errors where nothing may be written or run, a warning where somebody else can
     * only read what is no exported contract. Nothing for a folder that does not exist.
     */
    static List<Diagnostic> of(StateFiles files, Tracking tracking) {
        FolderTrust trust = new FolderTrust(files, tracking);
        try {
            if (Files.isDirectory(files.folder(), LinkOption.NOFOLLOW_LINKS)) {
                trust.look();
            }
        } catch (IOException e) {
            trust.said.add(Damage.unreadable(files, e));
        }
        return List.copyOf(trust.said);
    }

    /**
     * Why exported contracts are not kept in a folder that is there. Links to it are followed: it was named by the person
     * at the keyboard.
     */
    static Optional<Diagnostic> againstExports(Path folder) {
        try {
            if (!Files.isDirectory(folder)
                    || !folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                return Optional.empty();
            }
            PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
            FolderTrust trust = new FolderTrust(new StateFiles(folder), Tracking.NONE);
            trust.myself = trust.myself();
            trust.owned(folder, attributes.owner());
            boolean writable = Stream.of(Other.values())
                    .anyMatch(other -> attributes.permissions().contains(other.write));
            if (trust.another.isEmpty() && !writable) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.of(Damage.notTaken(folder, e));
        }
        return Optional.of(Diagnostic.refusal("exports-open-to-others", "others can write to " + folder)
                .because("exported contracts are business data, and whoever can write there could exchange them")
                .fix("Name a folder of yours that nobody else can write to; one that is not there is made so."));
    }

    /** The errors of them only. */
    static List<Diagnostic> refusals(StateFiles files, Tracking tracking) {
        return of(files, tracking).stream().filter(Diagnostic::isError).toList();
    }

    private void look() throws IOException {
        tracked();
        if (!files.folder().getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        myself = myself();
        look(files.folder(), Set.of(Other.values()));
        another.ifPresent(said::add);
        said.addAll(open);
    }

    private void tracked() {
        try {
            tracking.beneath(files.folder())
                    .ifPresent(
                            file -> said.add(
                                    Diagnostic.refusal(
                                                    "state-tracked",
                                                    "the state of this folder is tracked by Git: " + file)
                                            .because(
                                                    "a state that comes with a branch was written by whoever wrote the branch, and makes partita"
                                                            + " go on with that author's run")
                                            .fix(
                                                    "If it is your own: git rm -r --cached " + files.folder()
                                                            + ", commit that, and keep a copy of the folder meanwhile. If it is not, delete the folder.")));
        } catch (IOException e) {
            said.add(Diagnostic.refusal(
                            "state-tracking-unknown", "whether Git tracks the state of this folder cannot be told")
                    .because(FileTrouble.of(e))
                    .fix("Mend the repository's index, for example by: git update-index --really-refresh."));
        }
    }

    private void owned(Path path, UserPrincipal owner) {
        if (another.isEmpty() && myself.isPresent() && !owner.equals(myself.get())) {
            another = Optional.of(Diagnostic.refusal("state-of-another", path + " belongs to " + owner.getName())
                    .because("partita works as " + myself.get().getName()
                            + ", and a state decides what is run and signed with its rights")
                    .fix("Work as " + owner.getName()
                            + ", or take the folder over after looking at it: chown -R "
                            + myself.get().getName() + " " + files.folder()));
        }
    }

    private Optional<UserPrincipal> myself() throws IOException {
        if (Files.exists(MYSELF)) {
            return Optional.of(Files.getOwner(MYSELF));
        }
        try {
            return Optional.of(files.folder()
                    .getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name")));
        } catch (java.nio.file.attribute.UserPrincipalNotFoundException nameless) {
            return Optional.empty();
        }
    }

    /**
     * Another process may work there: what was listed and is gone, as a lock that was given back, says nothing.
     *
     * @param entering who can come as far as the folder that holds it
     */
    private void look(Path path, Set<Other> entering) throws IOException {
        try {
            look(path, Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS), entering);
        } catch (NoSuchFileException gone) {
            if (path.equals(files.folder())) {
                throw gone;
            }
        }
    }

    private void look(Path path, PosixFileAttributes attributes, Set<Other> entering) throws IOException {
        owned(path, attributes.owner());
        if (attributes.isSymbolicLink()) {
            return;
        }
        judge(path, attributes, entering);
        if (attributes.isDirectory()) {
            Set<Other> further = new HashSet<>(entering);
            further.removeIf(other -> !attributes.permissions().contains(other.enter));
            List<Path> inside;
            try (Stream<Path> listed = Files.list(path)) {
                inside = listed.sorted().toList();
            } catch (UncheckedIOException broken) {
                throw broken.getCause();
            }
            for (Path each : inside) {
                look(each, further);
            }
        }
    }

    private void judge(Path path, PosixFileAttributes attributes, Set<Other> entering) {
        Set<PosixFilePermission> mode = attributes.permissions();
        boolean writable = entering.stream().anyMatch(other -> mode.contains(other.write));
        boolean readable = entering.stream().anyMatch(other -> mode.contains(other.read));
        boolean contracts = path.startsWith(files.acs()) && attributes.isRegularFile();
        if (writable) {
            open.add(open(path, "can be written by others")
                    .because("a state decides what is run and signed, so whoever can write it decides that"));
        } else if (readable && contracts) {
            open.add(open(path, "can be read by others").because("exported contracts are business data"));
        } else if (isShown(path) && !OWNER.containsAll(mode)) {
            open.add(open(path, "can be read by others")
                    .because("it names parties and participants, and exported contracts are business data")
                    .weighing(Severity.WARNING));
        }
    }

    /** What is worth a warning although it is behind a closed folder: a copy may open it. */
    private boolean isShown(Path path) {
        return List.of(files.folder(), files.acs(), files.runs(), files.state(), files.journal())
                        .contains(path)
                || files.acs().equals(path.getParent());
    }

    private Diagnostic open(Path path, String how) {
        return Diagnostic.refusal("state-open-to-others", path + " " + how).fix("chmod -R go= " + files.folder());
    }
}
