package io.partita.core.snapshot;

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
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Clearance;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.ContractSummary;
import io.partita.core.provider.DarContents;
import io.partita.core.provider.HeldContract;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.NamespaceProposal;
import io.partita.core.provider.NamespaceState;
import io.partita.core.provider.PackageVersion;
import io.partita.core.provider.Participant;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Progress;
import io.partita.core.provider.Registration;
import io.partita.core.provider.Replication;
import io.partita.core.provider.SignedTransaction;
import io.partita.core.provider.StoredDar;
import io.partita.core.provider.TransactionEvidence;
import io.partita.core.topology.Arrival;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A participant as a snapshot has it. The topology was read once, from one that was connected, and is that of every
 * participant that was; one that was not connected has an older view, which is not recorded.
 */
final class SnapshotParticipant implements Participant {

    private final Snapshot snapshot;
    private final ParticipantName name;
    private final Optional<RecordedParticipant> record;
    private final Consumer<Missing> note;

    SnapshotParticipant(
            Snapshot snapshot, ParticipantName name, Optional<RecordedParticipant> record, Consumer<Missing> note) {
        this.snapshot = snapshot;
        this.name = name;
        this.record = record;
        this.note = note;
    }

    @Override
    public ParticipantName name() {
        return name;
    }

    private RecordedParticipant recorded() throws CallFailed {
        if (record.isEmpty()) {
            throw missing(name.name(), Optional.empty(), Missing.Kind.PARTICIPANT);
        }
        return record.get();
    }

    private CallFailed missing(String what, Optional<PartyId> party, Missing.Kind kind) {
        note.accept(new Missing(name, what, party.map(PartyId::toString), kind));
        return failed(CallFailure.Kind.LOCAL, what + " is not in the snapshot");
    }

    private CallFailed missing(String what, PartyId party) {
        return missing(what, Optional.of(party), Missing.Kind.PARTY);
    }

    /** What no preview needs. */
    private CallFailed never(String what) {
        return missing(what, Optional.empty(), Missing.Kind.NEVER);
    }

    private CallFailed failed(CallFailure.Kind kind, String text) {
        return new CallFailed(new CallFailure(
                kind, "NOT_IN_SNAPSHOT", text, "reading the snapshot", "snapshot of " + name, Optional.empty()));
    }

    private CallFailed write(String what) {
        return failed(CallFailure.Kind.LOCAL, what + " needs the network, and this is a snapshot of it");
    }

    // ---- identity and connection ----

    @Override
    public ParticipantStatus status() throws CallFailed {
        return recorded().status();
    }

    @Override
    public Replication replication() throws CallFailed {
        return recorded().replication();
    }

    @Override
    public List<Registration> registrations() throws CallFailed {
        return recorded().registrations();
    }

    @Override
    public PhysicalSynchronizerId synchronizer(String alias) throws CallFailed {
        return recorded().registrations().stream()
                .filter(registration -> registration.isCalled(alias))
                .findFirst()
                .flatMap(Registration::synchronizer)
                .orElseThrow(() -> failed(CallFailure.Kind.NOT_FOUND, name + " has no synchronizer '" + alias + "'"));
    }

    @Override
    public Duration decisionTimeout(PhysicalSynchronizerId synchronizer) throws CallFailed {
        requireTopology(synchronizer);
        return snapshot.synchronizer().decisionTimeout();
    }

    @Override
    public int inFlight(SynchronizerId synchronizer) throws CallFailed {
        requireOf(synchronizer);
        return recorded()
                .inFlight()
                .orElseThrow(() -> never("what is in flight on " + name + ", which was not connected,"));
    }

    @Override
    public Instant synchronizerTime(PhysicalSynchronizerId synchronizer) throws CallFailed {
        throw never("the synchronizer's time on " + name);
    }

    @Override
    public Instant clock() throws CallFailed {
        throw never("the clock of " + name);
    }

    // ---- topology ----

    private void requireOf(SynchronizerId synchronizer) throws CallFailed {
        recorded();
        if (!snapshot.synchronizer().id().logical().equals(synchronizer)) {
            throw missing("the synchronizer " + synchronizer, Optional.empty(), Missing.Kind.PARTICIPANT);
        }
    }

    private void requireTopology(PhysicalSynchronizerId synchronizer) throws CallFailed {
        requireOf(synchronizer.logical());
        if (!snapshot.synchronizer().id().equals(synchronizer)) {
            throw missing("the synchronizer " + synchronizer, Optional.empty(), Missing.Kind.PARTICIPANT);
        }
        if (!recorded().isConnectedTo(snapshot.synchronizer().alias())) {
            throw never("the topology as " + name + " sees it, which was not connected,");
        }
    }

    /** Empty for one that is known never to have been hosted. */
    private Optional<RecordedParty> party(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        requireTopology(synchronizer);
        Optional<RecordedParty> known = Optional.ofNullable(snapshot.parties().get(party));
        if (known.isEmpty() && !snapshot.complete().contains(party.namespace())) {
            throw missing("the party " + party, party);
        }
        return known;
    }

    @Override
    public Optional<HostingState> hosting(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return party(synchronizer, party)
                .flatMap(RecordedParty::head)
                .filter(head -> !head.mapping().hosts().isEmpty());
    }

    /** Those that are recorded: whoever misses one among them has to know already that it is not unknown. */
    @Override
    public SortedMap<PartyId, HostingState> allHostings(PhysicalSynchronizerId synchronizer) throws CallFailed {
        SortedMap<PartyId, HostingState> all = new TreeMap<>();
        if (!recorded().isConnectedTo(snapshot.synchronizer().alias())) {
            // Of others than itself one that is away is not asked.
            recorded().lastSeen().forEach(state -> all.put(state.mapping().party(), state));
            return all;
        }
        requireTopology(synchronizer);
        snapshot.parties().forEach((party, known) -> known.head().ifPresent(state -> all.put(party, state)));
        return all;
    }

    /** Of the parties that were recorded, as with their hostings. */
    @Override
    public SortedMap<PartyId, List<HostingState>> allHostingHistories(PhysicalSynchronizerId synchronizer)
            throws CallFailed {
        requireTopology(synchronizer);
        SortedMap<PartyId, List<HostingState>> all = new TreeMap<>();
        snapshot.parties().forEach((party, known) -> all.put(party, known.history()));
        return all;
    }

    @Override
    public List<HostingProposal> allProposals(PhysicalSynchronizerId synchronizer) throws CallFailed {
        requireTopology(synchronizer);
        return snapshot.parties().values().stream()
                .flatMap(party -> party.proposals().stream())
                .toList();
    }

    @Override
    public List<HostingProposal> proposals(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return party(synchronizer, party).map(RecordedParty::proposals).orElse(List.of());
    }

    @Override
    public List<HostingState> hostingHistory(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return party(synchronizer, party).map(RecordedParty::history).orElse(List.of());
    }

    @Override
    public int lastSerial(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return party(synchronizer, party)
                .flatMap(RecordedParty::head)
                .map(state -> state.mapping().serial())
                .orElse(0);
    }

    @Override
    public NamespaceState namespace(PhysicalSynchronizerId synchronizer, Fingerprint namespace) throws CallFailed {
        requireTopology(synchronizer);
        NamespaceState state = snapshot.namespaces().get(namespace);
        if (state == null) {
            throw missing("the namespace " + namespace, Optional.empty(), Missing.Kind.PARTY);
        }
        return state;
    }

    /** Those that are no participant's own were all asked for. */
    @Override
    public Optional<SigningKey> heldKey(Fingerprint fingerprint) throws CallFailed {
        return recorded().heldKeys().stream()
                .filter(key -> key.fingerprint().equals(fingerprint))
                .findFirst();
    }

    // ---- packages ----

    @Override
    public SortedSet<PackageId> vettedPackages(PhysicalSynchronizerId synchronizer, ParticipantId of)
            throws CallFailed {
        RecordedParticipant known = recorded();
        if (!snapshot.synchronizer().id().equals(synchronizer)
                || !known.status().id().equals(of)) {
            throw missing("what " + of + " vets on " + synchronizer, Optional.empty(), Missing.Kind.PARTICIPANT);
        }
        return known.vetted();
    }

    @Override
    public SortedMap<PackageId, PackageVersion> vettedVersions(SynchronizerId synchronizer, ParticipantId of)
            throws CallFailed {
        RecordedParticipant known = recorded();
        if (!snapshot.synchronizer().id().logical().equals(synchronizer)
                || !known.status().id().equals(of)) {
            throw missing("what " + of + " vets on " + synchronizer, Optional.empty(), Missing.Kind.PARTICIPANT);
        }
        return known.versions()
                .orElseThrow(() ->
                        failed(CallFailure.Kind.UNSUPPORTED, "the snapshot has no versions of packages of " + name));
    }

    @Override
    public Optional<DarContents> darWith(PackageId packageId) throws CallFailed {
        RecordedParticipant known = recorded();
        PackageId main = known.providers().get(packageId);
        if (main == null && !known.unprovided().contains(packageId)) {
            throw missing("which DAR of " + name + " has package " + packageId, Optional.empty(), Missing.Kind.PARTY);
        }
        return Optional.ofNullable(main).map(known.stored()::get).map(RecordedDar::contents);
    }

    /** No bytes are recorded. */
    @Override
    public byte[] dar(PackageId mainPackage) throws CallFailed {
        throw never("the DAR " + mainPackage + " of " + name);
    }

    @Override
    public StoredDar storedDar(PackageId mainPackage) throws CallFailed, IOException {
        RecordedDar dar = recorded().stored().get(mainPackage);
        if (dar == null) {
            throw never("the DAR " + mainPackage + " of " + name);
        }
        return dar.archive()
                .map(archive -> new StoredDar(archive, Optional.empty()))
                .orElseThrow(() -> new IOException("it was no DAR when the snapshot was made"));
    }

    /** Only the participant could tell; planning goes on where nobody can, and so does a preview. */
    @Override
    public PackageId validateDar(byte[] dar, String fileName, SynchronizerId synchronizer) throws CallFailed {
        throw failed(CallFailure.Kind.UNSUPPORTED, "a snapshot validates no DAR");
    }

    // ---- pruning and ledger ----

    @Override
    public Optional<PruningSchedule> pruningSchedule() throws CallFailed {
        return recorded().pruning();
    }

    @Override
    public long prunedUpTo() throws CallFailed {
        return recorded().prunedUpTo();
    }

    @Override
    public long ledgerEnd() throws CallFailed {
        return recorded().ledgerEnd();
    }

    private RecordedParty.Use use(PartyId party, long atOffset) throws CallFailed {
        RecordedParty known = snapshot.parties().get(party);
        RecordedParticipant asked = recorded();
        RecordedParty.Use use = known == null ? null : known.hosts().get(name);
        if (use != null && atOffset == asked.ledgerEnd()) {
            return use;
        }
        boolean flagged = known != null
                && known.head()
                        .map(state ->
                                state.mapping().isOnboarding(asked.status().id()))
                        .orElse(false);
        throw missing(
                "the use of " + party + " on " + name,
                Optional.of(party),
                flagged || asked.inFlight().isEmpty() ? Missing.Kind.NEVER : Missing.Kind.PARTY);
    }

    private Optional<RecordedParty.Rest> rest(PartyId party, long atOffset) throws CallFailed {
        RecordedParticipant asked = recorded();
        return Optional.ofNullable(snapshot.parties().get(party))
                .map(known -> known.others().get(asked.name()))
                .filter(rest -> atOffset == asked.ledgerEnd());
    }

    @Override
    public Optional<ContractEvidence> anyActiveContract(PartyId party, long atOffset) throws CallFailed {
        Optional<RecordedParty.Rest> rest = rest(party, atOffset);
        return rest.isPresent() ? rest.get().contract() : use(party, atOffset).contract();
    }

    /** One that is recorded answers for every later beginning that it comes after, and none for all of them. */
    @Override
    public Optional<TransactionEvidence> anyTransaction(PartyId party, long beginExclusive, long endInclusive)
            throws CallFailed {
        Optional<TransactionEvidence> recorded = use(party, endInclusive).transaction();
        if (beginExclusive == recorded().prunedUpTo()) {
            return recorded;
        }
        boolean answers = beginExclusive > recorded().prunedUpTo()
                && recorded.map(found -> found.offset() > beginExclusive).orElse(true);
        if (!answers) {
            throw unlooked(party, beginExclusive);
        }
        return recorded;
    }

    @Override
    public List<Activation> activations(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId participant,
            long beginExclusive,
            long endInclusive)
            throws CallFailed {
        requireOf(synchronizer);
        requireAfterPruning(party, beginExclusive);
        if (!recorded().status().id().equals(participant)) {
            throw missing("the activations of " + party + " on " + participant, party);
        }
        return use(party, endInclusive).activations();
    }

    private void requireAfterPruning(PartyId party, long beginExclusive) throws CallFailed {
        if (beginExclusive != recorded().prunedUpTo()) {
            throw unlooked(party, beginExclusive);
        }
    }

    private CallFailed unlooked(PartyId party, long beginExclusive) {
        return missing("the use of " + party + " on " + name + " after offset " + beginExclusive, party);
    }

    /**
     * Contracts that a host has as well are left out on both sides: they make no difference to a comparison of a host
     * with a participant that does not host the party, and nothing else is compared from a snapshot. Hosts that may lack
     * contracts are compared with each other, which it cannot answer.
     */
    @Override
    public void activeContractIds(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<String> each)
            throws CallFailed {
        requireOf(synchronizer);
        Optional<RecordedParty.Rest> rest = rest(party, atOffset);
        if (rest.isPresent()) {
            rest.get().stale().forEach(each);
            return;
        }
        use(party, atOffset);
        if (isComparedWithAnotherHost(party)) {
            throw never("whether the hosts of " + party + " have the same contracts");
        }
    }

    /** While several hosts may lack contracts. */
    private boolean isComparedWithAnotherHost(PartyId party) throws CallFailed {
        RecordedParty known = snapshot.parties().get(party);
        List<ParticipantId> inDoubt = new ArrayList<>();
        for (ParticipantName host : known.hosts().keySet()) {
            ParticipantId id = snapshot.participants().get(host).status().id();
            if (Arrival.isInDoubt(known.history(), id)) {
                inDoubt.add(id);
            }
        }
        return inDoubt.size() > 1 && inDoubt.contains(recorded().status().id());
    }

    /** Only a repair asks for it, and there is none of a snapshot. */
    @Override
    public void activeContracts(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<HeldContract> each)
            throws CallFailed {
        throw never("the stakeholders of contracts of " + party + " on " + name);
    }

    @Override
    public ContractSummary contractSummary(PartyId party, SynchronizerId synchronizer, long atOffset)
            throws CallFailed {
        requireOf(synchronizer);
        return use(party, atOffset).contracts();
    }

    @Override
    public void archivedContractIds(PartyId party, long beginExclusive, long endInclusive, Consumer<String> each)
            throws CallFailed {
        throw never("which contracts of " + party + " were archived on " + name);
    }

    // ---- what a snapshot cannot do ----

    @Override
    public void setManualConnect(String alias, ManualConnect manual) throws CallFailed {
        throw write("to set manual connect");
    }

    @Override
    public void disconnect(String alias) throws CallFailed {
        throw write("to disconnect");
    }

    @Override
    public boolean reconnect(String alias) throws CallFailed {
        throw write("to reconnect");
    }

    @Override
    public void propose(
            PhysicalSynchronizerId synchronizer, HostingMapping mapping, Optional<Fingerprint> key, Duration wait)
            throws CallFailed {
        throw write("to propose");
    }

    @Override
    public void sign(PhysicalSynchronizerId synchronizer, String transactionHash, Optional<Fingerprint> key)
            throws CallFailed {
        throw write("to sign");
    }

    @Override
    public List<NamespaceProposal> namespaceProposals(PhysicalSynchronizerId synchronizer, Fingerprint namespace)
            throws CallFailed {
        throw write("to found a namespace");
    }

    @Override
    public void propose(PhysicalSynchronizerId synchronizer, NamespaceDefinition definition, Duration wait)
            throws CallFailed {
        throw write("to propose");
    }

    @Override
    public void introduce(PhysicalSynchronizerId synchronizer, RootDelegation root, Duration wait) throws CallFailed {
        throw write("to introduce a key");
    }

    @Override
    public void submit(PhysicalSynchronizerId synchronizer, SignedTransaction transaction) throws CallFailed {
        throw write("to submit a transaction");
    }

    @Override
    public PackageId uploadDar(byte[] dar, String description, SynchronizerId synchronizer) throws CallFailed {
        throw write("to upload a DAR");
    }

    @Override
    public void setPruningSchedule(PruningSchedule schedule) throws CallFailed {
        throw write("to set a pruning schedule");
    }

    @Override
    public void clearPruningSchedule() throws CallFailed {
        throw write("to clear a pruning schedule");
    }

    @Override
    public AcsManifest exportAcs(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId target,
            long beginExclusive,
            Path file,
            Progress progress)
            throws CallFailed {
        throw write("to export contracts");
    }

    @Override
    public void checkAcs(Path file, AcsManifest manifest, Consumer<String> contractIds) throws CallFailed {
        throw write("to check exported contracts");
    }

    @Override
    public void importAcs(
            PartyId party,
            SynchronizerId synchronizer,
            Path file,
            AcsManifest manifest,
            String workflowPrefix,
            Progress progress)
            throws CallFailed {
        throw write("to import contracts");
    }

    @Override
    public AcsManifest exportAcsAt(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId target,
            long atOffset,
            SortedSet<PartyId> without,
            Path file,
            Progress progress)
            throws CallFailed {
        throw write("to export contracts");
    }

    @Override
    public void importIntoBooks(
            PartyId party,
            SynchronizerId synchronizer,
            Path file,
            AcsManifest manifest,
            String workflowPrefix,
            Progress progress)
            throws CallFailed {
        throw write("to import contracts");
    }

    @Override
    public void purgeContracts(String alias, List<String> contracts) throws CallFailed {
        throw write("to purge contracts");
    }

    @Override
    public Clearance clearOnboarding(PartyId party, SynchronizerId synchronizer, long beginExclusive)
            throws CallFailed {
        throw write("to clear an onboarding flag");
    }
}
