package io.partita.core.snapshot;

import io.partita.core.dar.DarArchive;
import io.partita.core.provider.DarContents;
import java.util.Objects;
import java.util.Optional;

/**
 * A DAR that a participant stores.
 *
 * @param contents what the participant said of it
 * @param archive what its bytes say; empty when they were no DAR
 */
public record RecordedDar(DarContents contents, Optional<DarArchive> archive) {
    public RecordedDar {
        Objects.requireNonNull(contents, "contents");
        Objects.requireNonNull(archive, "archive");
    }
}
