package io.partita.core.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A participant of a declaration.
 *
 * @param name its name in the declaration
 * @param access how it is reached
 * @param operator the organisation that runs it; empty when everything is in one hand
 * @param backup what happens before an import
 */
public record DeclaredParticipant(
        Declared<ParticipantName> name, Access access, Optional<Declared<String>> operator, Backup backup) {
    public DeclaredParticipant {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(backup, "backup");
    }
}
