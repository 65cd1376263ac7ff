package io.partita.core.provider;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;

/**
 * What an exported file must be.
 *
 * @param party whose contracts
 * @param synchronizer on which synchronizer
 * @param target for which participant: a file is specific to its target
 * @param bytes size of the file
 * @param contracts number of contracts in it
 * @param sha256 lower-case hex of the hash of the file
 */
public record AcsManifest(
        PartyId party, SynchronizerId synchronizer, ParticipantId target, long bytes, long contracts, String sha256) {}
