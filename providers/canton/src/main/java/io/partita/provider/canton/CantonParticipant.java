package io.partita.provider.canton;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Clearance;
import io.partita.core.provider.ContractEvidence;
import io.partita.core.provider.ContractSummary;
import io.partita.core.provider.DarContents;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.NamespaceState;
import io.partita.core.provider.Participant;
import io.partita.core.provider.ParticipantStatus;
import io.partita.core.provider.Progress;
import io.partita.core.provider.Registration;
import io.partita.core.provider.Replication;
import io.partita.core.provider.TransactionEvidence;
import io.partita.core.topology.Pause;
import io.partita.provider.canton.call.Caller;
import io.partita.provider.canton.call.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;

/** A participant of Canton 3.3 or later. Every method is delegated to the class of its subject. */
public final class CantonParticipant implements Participant {

    private final ParticipantName name;
    private final Connectivity connectivity;
    private final TopologyReads topologyReads;
    private final TopologyWrites topologyWrites;
    private final Packages packages;
    private final Pruning pruning;
    private final Contracts contracts;
    private final Updates updates;
    private final ReplicationForm form;
    private final Export export;
    private final Import imports;
    private final OnboardingFlag clearing;

    public CantonParticipant(ParticipantName name, Channels channels) {
        this(name, channels, Pause.REAL);
    }

    /** @param pause lets time pass before a read is tried again */
    CantonParticipant(ParticipantName name, Channels channels, Pause pause) {
        this(name, channels, RetryPolicy.USUAL, pause);
    }

    CantonParticipant(ParticipantName name, Channels channels, RetryPolicy retries) {
        this(name, channels, retries, Pause.REAL);
    }

    private CantonParticipant(ParticipantName name, Channels channels, RetryPolicy retries, Pause pause) {
        ParticipantApis apis = new ParticipantApis(
                name, new Caller(channels.admin(), retries, pause), new Caller(channels.ledger(), retries, pause));
        this.name = name;
        this.connectivity = new Connectivity(apis);
        this.topologyReads = new TopologyReads(apis);
        this.topologyWrites = new TopologyWrites(apis);
        this.packages = new Packages(apis);
        this.pruning = new Pruning(apis);
        this.contracts = new Contracts(apis);
        this.updates = new Updates(apis);
        this.form = new ReplicationForm(apis, connectivity);
        this.export = new Export(apis, connectivity, form);
        this.imports = new Import(apis, connectivity, form);
        this.clearing = new OnboardingFlag(apis);
    }

    @Override
    public ParticipantName name() {
        return name;
    }

    @Override
    public ParticipantStatus status() throws CallFailed {
        return connectivity.status();
    }

    @Override
    public Replication replication() throws CallFailed {
        return form.replication();
    }

    @Override
    public List<Registration> registrations() throws CallFailed {
        return connectivity.registrations();
    }

    @Override
    public PhysicalSynchronizerId synchronizer(String alias) throws CallFailed {
        return connectivity.synchronizer(alias);
    }

    @Override
    public void setManualConnect(String alias, ManualConnect manual) throws CallFailed {
        connectivity.setManualConnect(alias, manual);
    }

    @Override
    public void disconnect(String alias) throws CallFailed {
        connectivity.disconnect(alias);
    }

    @Override
    public boolean reconnect(String alias) throws CallFailed {
        return connectivity.reconnect(alias);
    }

    @Override
    public Instant synchronizerTime(PhysicalSynchronizerId synchronizer) throws CallFailed {
        return connectivity.synchronizerTime(synchronizer);
    }

    @Override
    public Instant clock() throws CallFailed {
        return connectivity.clock();
    }

    @Override
    public Duration decisionTimeout(PhysicalSynchronizerId synchronizer) throws CallFailed {
        return topologyReads.decisionTimeout(synchronizer);
    }

    @Override
    public int inFlight(SynchronizerId synchronizer) throws CallFailed {
        return connectivity.inFlight(synchronizer);
    }

    @Override
    public Optional<HostingState> hosting(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return topologyReads.hosting(synchronizer, party);
    }

    @Override
    public SortedMap<PartyId, HostingState> allHostings(PhysicalSynchronizerId synchronizer) throws CallFailed {
        return topologyReads.allHostings(synchronizer);
    }

    @Override
    public List<HostingProposal> proposals(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return topologyReads.proposals(synchronizer, party);
    }

    @Override
    public List<HostingState> hostingHistory(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return topologyReads.history(synchronizer, party);
    }

    @Override
    public int lastSerial(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return topologyReads.lastSerial(synchronizer, party);
    }

    @Override
    public NamespaceState namespace(PhysicalSynchronizerId synchronizer, Fingerprint namespace) throws CallFailed {
        return topologyReads.namespace(synchronizer, namespace);
    }

    @Override
    public void propose(PhysicalSynchronizerId synchronizer, HostingMapping mapping, Duration wait) throws CallFailed {
        topologyWrites.propose(synchronizer, mapping, wait);
    }

    @Override
    public void sign(PhysicalSynchronizerId synchronizer, String transactionHash) throws CallFailed {
        topologyWrites.sign(synchronizer, transactionHash);
    }

    @Override
    public SortedSet<PackageId> vettedPackages(PhysicalSynchronizerId synchronizer, ParticipantId of)
            throws CallFailed {
        return topologyReads.vettedPackages(synchronizer, of, connectivity::clock);
    }

    @Override
    public Optional<DarContents> darWith(PackageId packageId) throws CallFailed {
        return packages.darWith(packageId);
    }

    @Override
    public byte[] dar(PackageId mainPackage) throws CallFailed {
        return packages.dar(mainPackage);
    }

    @Override
    public PackageId uploadDar(byte[] dar, String description, SynchronizerId synchronizer) throws CallFailed {
        return packages.upload(dar, description, synchronizer);
    }

    @Override
    public PackageId validateDar(byte[] dar, String fileName, SynchronizerId synchronizer) throws CallFailed {
        return packages.validate(dar, fileName, synchronizer);
    }

    @Override
    public Optional<PruningSchedule> pruningSchedule() throws CallFailed {
        return pruning.schedule();
    }

    @Override
    public void setPruningSchedule(PruningSchedule schedule) throws CallFailed {
        pruning.set(schedule);
    }

    @Override
    public void clearPruningSchedule() throws CallFailed {
        pruning.clear();
    }

    @Override
    public long prunedUpTo() throws CallFailed {
        return pruning.prunedUpTo();
    }

    @Override
    public long ledgerEnd() throws CallFailed {
        return contracts.ledgerEnd();
    }

    @Override
    public Optional<ContractEvidence> anyActiveContract(PartyId party, long atOffset) throws CallFailed {
        return contracts.any(party, atOffset);
    }

    @Override
    public Optional<TransactionEvidence> anyTransaction(PartyId party, long beginExclusive, long endInclusive)
            throws CallFailed {
        return updates.any(party, beginExclusive, endInclusive);
    }

    @Override
    public List<Activation> activations(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId participant,
            long beginExclusive,
            long endInclusive)
            throws CallFailed {
        return updates.activations(party, synchronizer, participant, beginExclusive, endInclusive);
    }

    @Override
    public void activeContractIds(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<String> each)
            throws CallFailed {
        contracts.ids(party, synchronizer, atOffset, each);
    }

    @Override
    public ContractSummary contractSummary(PartyId party, SynchronizerId synchronizer, long atOffset)
            throws CallFailed {
        return contracts.summary(party, synchronizer, atOffset);
    }

    @Override
    public void archivedContractIds(PartyId party, long beginExclusive, long endInclusive, Consumer<String> each)
            throws CallFailed {
        updates.archivedIds(party, beginExclusive, endInclusive, each);
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
        return export.export(party, synchronizer, target, beginExclusive, file, progress);
    }

    @Override
    public void checkAcs(Path file, AcsManifest manifest, Consumer<String> contractIds) throws CallFailed {
        imports.check(file, manifest, contractIds);
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
        imports.load(party, synchronizer, file, manifest, workflowPrefix, progress);
    }

    @Override
    public Clearance clearOnboarding(PartyId party, SynchronizerId synchronizer, long beginExclusive)
            throws CallFailed {
        return clearing.clear(party, synchronizer, beginExclusive);
    }
}
