package io.partita.core.provider;

import io.partita.core.dar.DarArchive;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.RootDelegation;
import io.partita.core.model.SigningKey;
import io.partita.core.model.SynchronizerId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * One participant. Every method is one call or a bounded number of calls of its Admin or Ledger API, blocks, may be
 * used by several threads, and fails with {@link CallFailed}. Reads are tried again inside, with back-off, as long as
 * the failure's category allows it; writes are never tried again inside, so that a failure of kind
 * {@link CallFailure.Kind#OUTCOME_UNKNOWN} reaches the engine.
 */
public interface Participant {

    ParticipantName name();

    // ---- identity and connection ----

    /** Who answers, which release, and whether it is the active replica. */
    ParticipantStatus status() throws CallFailed;

    /**
     * Whether it can export and import the contracts of a party, by its release; a participant of a release that is not
     * known is asked for its own description of these calls.
     */
    Replication replication() throws CallFailed;

    /** The registrations of this participant, active ones only. */
    List<Registration> registrations() throws CallFailed;

    /**
     * Ids of the synchronizer with this name: its alias here, or its logical id.
     *
     * @throws CallFailed {@code NOT_FOUND} when none that is called so is registered
     */
    PhysicalSynchronizerId synchronizer(String name) throws CallFailed;

    /**
     * Sets manual connect on the active registration of an alias, all else untouched; the sequencers need not be
     * reachable. Idempotent.
     */
    void setManualConnect(String alias, ManualConnect manual) throws CallFailed;

    /** Idempotent; a registered alias that is not connected is no error. */
    void disconnect(String alias) throws CallFailed;

    /** Connects. False when the participant could not connect yet and goes on trying by itself. */
    boolean reconnect(String alias) throws CallFailed;

    /** The synchronizer's time as this participant has observed it, freshened by a time proof; needs a connection. */
    Instant synchronizerTime(PhysicalSynchronizerId synchronizer) throws CallFailed;

    /** The participant's own clock. */
    Instant clock() throws CallFailed;

    /** Confirmation response timeout plus mediator reaction timeout, as in force. */
    Duration decisionTimeout(PhysicalSynchronizerId synchronizer) throws CallFailed;

    /** Submissions and transactions in flight on this participant. */
    int inFlight(SynchronizerId synchronizer) throws CallFailed;

    // ---- topology ----

    /**
     * The hosting of one party in this participant's own store, head state; empty when it is hosted nowhere or was
     * removed. Works while disconnected, but then shows an old state.
     */
    Optional<HostingState> hosting(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed;

    /** All parties at once; for more than about 25 parties cheaper than single reads. */
    SortedMap<PartyId, HostingState> allHostings(PhysicalSynchronizerId synchronizer) throws CallFailed;

    /** Pending proposals for a party's mapping in this participant's own store. */
    List<HostingProposal> proposals(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed;

    /** Every authorized state of a party's mapping, oldest first, removals included as states without hosts. */
    List<HostingState> hostingHistory(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed;

    /**
     * Every authorized state of every party's mapping, each party's oldest first, removals included as states without
     * hosts. One call, which costs as much as the synchronizer has parties.
     */
    SortedMap<PartyId, List<HostingState>> allHostingHistories(PhysicalSynchronizerId synchronizer) throws CallFailed;

    /** Pending proposals for the mapping of any party in this participant's own store, sorted by party. */
    List<HostingProposal> allProposals(PhysicalSynchronizerId synchronizer) throws CallFailed;

    /**
     * The highest serial that an authorized mapping of the party ever had, 0 when there never was one (a removal
     * counts).
     */
    int lastSerial(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed;

    /**
     * Whose signatures count for a namespace, as in force in this participant's own store; without keys for an unknown
     * one.
     */
    NamespaceState namespace(PhysicalSynchronizerId synchronizer, Fingerprint namespace) throws CallFailed;

    /**
     * The public half of a key for namespaces that this participant holds, by its fingerprint; empty when it holds none
     * such. The private half never leaves the participant.
     */
    Optional<SigningKey> heldKey(Fingerprint fingerprint) throws CallFailed;

    /**
     * Proposes a mapping with its serial and signs it with this participant's keys. Success proves neither acceptance
     * nor authorization: read the mapping. The call waits until the participant has seen its own transaction, at most
     * {@code wait}.
     *
     * @param key the key to sign with, and no other; empty: those of its keys that the change needs, as the participant
     *     finds them
     */
    void propose(PhysicalSynchronizerId synchronizer, HostingMapping mapping, Optional<Fingerprint> key, Duration wait)
            throws CallFailed;

    /** Pending proposals for the definition of a namespace in this participant's own store. */
    List<NamespaceProposal> namespaceProposals(PhysicalSynchronizerId synchronizer, Fingerprint namespace)
            throws CallFailed;

    /** As {@link #propose(PhysicalSynchronizerId, HostingMapping, Optional, Duration)}, for the definition of a namespace. */
    void propose(PhysicalSynchronizerId synchronizer, NamespaceDefinition definition, Duration wait) throws CallFailed;

    /**
     * Introduces a key that this participant holds as the root of a namespace, signed with that key; as
     * {@link #propose(PhysicalSynchronizerId, HostingMapping, Optional, Duration)}. Of a key that is known already it is
     * not asked.
     */
    void introduce(PhysicalSynchronizerId synchronizer, RootDelegation root, Duration wait) throws CallFailed;

    /**
     * Adds this participant's signatures to a proposal that it knows.
     *
     * @param transactionHash lower-case hex
     * @param key the key to sign with, and no other; empty: those of its keys that the proposal needs, as the
     *     participant finds them
     */
    void sign(PhysicalSynchronizerId synchronizer, String transactionHash, Optional<Fingerprint> key) throws CallFailed;

    /**
     * Brings a transaction that was signed outside of all participants to the synchronizer, as a proposal: it becomes
     * effective when its signatures suffice, together with those that others have given for the same bytes. Success
     * proves neither acceptance nor authorization: read the mapping. Repeating it is harmless.
     */
    void submit(PhysicalSynchronizerId synchronizer, SignedTransaction transaction) throws CallFailed;

    // ---- packages ----

    /** Packages of a participant that are vetted now, as seen from this participant. */
    SortedSet<PackageId> vettedPackages(PhysicalSynchronizerId synchronizer, ParticipantId of) throws CallFailed;

    /**
     * Names and versions of the packages that a participant has vetted now, as seen from this participant. One of which
     * it knows neither is left out. Fails when not all of them are told: what is returned is whole.
     */
    SortedMap<PackageId, PackageVersion> vettedVersions(SynchronizerId synchronizer, ParticipantId of)
            throws CallFailed;

    /**
     * The DAR of this participant that best provides a package: the one whose main package it is, else the smallest
     * that contains it; empty when there is none.
     */
    Optional<DarContents> darWith(PackageId packageId) throws CallFailed;

    /**
     * The bytes of a DAR stored here.
     *
     * @throws CallFailed {@code NOT_FOUND} when there is none with this main package
     */
    byte[] dar(PackageId mainPackage) throws CallFailed;

    /**
     * What a DAR stored here is by its own bytes, whatever the participant says of it.
     *
     * @throws CallFailed {@code NOT_FOUND} when there is none with this main package
     * @throws IOException when its bytes are no DAR; the message says why, for people
     */
    default StoredDar storedDar(PackageId mainPackage) throws CallFailed, IOException {
        byte[] bytes = dar(mainPackage);
        return new StoredDar(DarArchive.read(bytes), Optional.of(bytes));
    }

    /** Stores a DAR and vets all its packages, waiting until that is effective. Idempotent. @return the main package */
    PackageId uploadDar(byte[] dar, String description, SynchronizerId synchronizer) throws CallFailed;

    /** Checks a DAR without storing it. */
    PackageId validateDar(byte[] dar, String fileName, SynchronizerId synchronizer) throws CallFailed;

    // ---- pruning ----

    Optional<PruningSchedule> pruningSchedule() throws CallFailed;

    /** Replaces the schedule, extent included. Idempotent. */
    void setPruningSchedule(PruningSchedule schedule) throws CallFailed;

    /** Idempotent. */
    void clearPruningSchedule() throws CallFailed;

    /** Highest pruned offset; 0 when never pruned. */
    long prunedUpTo() throws CallFailed;

    // ---- ledger ----

    /** 0 on a participant that was never connected. */
    long ledgerEnd() throws CallFailed;

    /**
     * Some active contract of the party at an offset; empty when there is none. Trust emptiness only of a host of the
     * party.
     */
    Optional<ContractEvidence> anyActiveContract(PartyId party, long atOffset) throws CallFailed;

    /**
     * The oldest or newest visible use of the party (informee or stakeholder) in an offset range; empty when there is
     * none.
     */
    Optional<TransactionEvidence> anyTransaction(PartyId party, long beginExclusive, long endInclusive)
            throws CallFailed;

    /** Activations of the party on a participant and a synchronizer in an offset range, oldest first. */
    List<Activation> activations(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId participant,
            long beginExclusive,
            long endInclusive)
            throws CallFailed;

    /** Streams the ids of the party's active contracts on a synchronizer at an offset, in the participant's order. */
    void activeContractIds(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<String> each)
            throws CallFailed;

    /** As {@link #activeContractIds}, with whom each contract is about. */
    void activeContracts(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<HeldContract> each)
            throws CallFailed;

    /**
     * What the party's active contracts need: packages (creation and representative) with the number of contracts,
     * streamed and summed.
     */
    ContractSummary contractSummary(PartyId party, SynchronizerId synchronizer, long atOffset) throws CallFailed;

    /** Ids of the party's contracts that were archived in an offset range. */
    void archivedContractIds(PartyId party, long beginExclusive, long endInclusive, Consumer<String> each)
            throws CallFailed;

    // ---- party replication ----

    /**
     * Exports the party's active contracts at its activation on the target into a file: written beside it, hashed,
     * counted and checked (every contract is of the party and the synchronizer), then moved atomically, with a manifest
     * beside it ({@code <file>.manifest.json}). Nothing is left at the path when it fails.
     *
     * @param beginExclusive the journalled ledger end of this participant before the activation, greater than 0
     */
    AcsManifest exportAcs(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId target,
            long beginExclusive,
            Path file,
            Progress progress)
            throws CallFailed;

    /**
     * Checks a file against its manifest, party and synchronizer: framing, count, hash. Reads all of it, sends nothing.
     * @param contractIds receives the id of every contract in the file
     */
    void checkAcs(Path file, AcsManifest manifest, Consumer<String> contractIds) throws CallFailed;

    /**
     * Imports a file, verifying hash and count while it is read; any local error aborts the call, so that the
     * participant never takes a part for the whole.
     *
     * @param workflowPrefix from the journal
     */
    void importAcs(
            PartyId party,
            SynchronizerId synchronizer,
            Path file,
            AcsManifest manifest,
            String workflowPrefix,
            Progress progress)
            throws CallFailed;

    /**
     * As {@link #exportAcs}, with the repair service: what was active at an offset, whoever hosted the party then, and
     * whatever flag was set.
     *
     * @param target whom the file is for
     * @param atOffset of this participant, greater than 0 and not pruned
     * @param without a contract that one of these is a stakeholder of is left out
     */
    AcsManifest exportAcsAt(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId target,
            long atOffset,
            SortedSet<PartyId> without,
            Path file,
            Progress progress)
            throws CallFailed;

    /**
     * As {@link #importAcs}, with the repair service: only while it is disconnected, and no onboarding flag is asked for
     * or cleared.
     */
    void importIntoBooks(
            PartyId party,
            SynchronizerId synchronizer,
            Path file,
            AcsManifest manifest,
            String workflowPrefix,
            Progress progress)
            throws CallFailed;

    /**
     * Takes contracts out of this participant's books, as if they were archived there; nobody else learns of it. Only
     * while it is disconnected. Those that are gone already are no error.
     *
     * @param alias the synchronizer's, on this participant
     * @param contracts at least one, and as many as fit into a message
     */
    void purgeContracts(String alias, List<String> contracts) throws CallFailed;

    /** Asks the participant to clear its own onboarding flag for the party. */
    Clearance clearOnboarding(PartyId party, SynchronizerId synchronizer, long beginExclusive) throws CallFailed;
}
