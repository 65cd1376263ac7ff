package io.partita.core.provider;

import io.partita.core.dar.DarArchive;
import java.util.Objects;
import java.util.Optional;

/**
 * A DAR as a participant hands it out.
 *
 * @param archive what it is by its own bytes
 * @param bytes all of it; empty where only that is known, as in a snapshot
 */
public record StoredDar(DarArchive archive, Optional<byte[]> bytes) {
    public StoredDar {
        Objects.requireNonNull(archive, "archive");
        Objects.requireNonNull(bytes, "bytes");
    }
}
