package io.partita.core.plan;

import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import java.util.Objects;
import java.util.function.Function;

/** Where the bytes of a DAR come from when a step vets it. */
public sealed interface DarSource {

    PackageId mainPackage();

    <R> R match(Function<DarFile, R> file, Function<DarOfParticipant, R> participant);

    /**
     * A file of the declaration.
     *
     * @param path relative to the declaration's folder
     * @param sha256 lower-case hex; another content at apply is refused
     * @param mainPackage as the participant's validation said
     */
    record DarFile(String path, String sha256, PackageId mainPackage) implements DarSource {
        public DarFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(sha256, "sha256");
            Objects.requireNonNull(mainPackage, "mainPackage");
        }

        @Override
        public <R> R match(Function<DarFile, R> file, Function<DarOfParticipant, R> participant) {
            return file.apply(this);
        }
    }

    /** A DAR that another participant stores. */
    record DarOfParticipant(ParticipantName source, PackageId mainPackage, String name) implements DarSource {
        public DarOfParticipant {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(mainPackage, "mainPackage");
            Objects.requireNonNull(name, "name");
        }

        @Override
        public <R> R match(Function<DarFile, R> file, Function<DarOfParticipant, R> participant) {
            return participant.apply(this);
        }
    }
}
