package io.partita.core.plan;

import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Where the bytes of a DAR come from when a step vets it, and which bytes they have to be: whoever has them when the
 * plan is applied may have others by then.
 */
public sealed interface DarSource {

    PackageId mainPackage();

    /** Of the DAR that was reviewed, lower-case hex; another content at apply is refused. */
    String sha256();

    /** All packages in it, sorted; uploading vets exactly these. */
    SortedSet<PackageId> packages();

    <R> R match(Function<DarFile, R> file, Function<DarOfParticipant, R> participant);

    /**
     * A file of the declaration.
     *
     * @param path relative to the declaration's folder
     * @param mainPackage the package that it was built for
     */
    record DarFile(String path, String sha256, PackageId mainPackage, SortedSet<PackageId> packages)
            implements DarSource {
        public DarFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(sha256, "sha256");
            Objects.requireNonNull(mainPackage, "mainPackage");
            packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
        }

        @Override
        public <R> R match(Function<DarFile, R> file, Function<DarOfParticipant, R> participant) {
            return file.apply(this);
        }
    }

    /** A DAR that another participant stores. */
    record DarOfParticipant(
            ParticipantName source, PackageId mainPackage, String name, String sha256, SortedSet<PackageId> packages)
            implements DarSource {
        public DarOfParticipant {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(mainPackage, "mainPackage");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sha256, "sha256");
            packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
        }

        @Override
        public <R> R match(Function<DarFile, R> file, Function<DarOfParticipant, R> participant) {
            return participant.apply(this);
        }
    }
}
