package io.partita.provider.canton;

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
import io.partita.core.provider.CallFailure.Kind;
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
import io.partita.core.provider.TransactionEvidence;
import io.partita.core.topology.Pause;
import io.partita.provider.canton.Contracts.Held;
import io.partita.provider.canton.SharedRead.Answers;
import io.partita.provider.canton.TopologyReads.Wanted;
import io.partita.provider.canton.Updates.Acted;
import io.partita.provider.canton.Updates.Hosted;
import io.partita.provider.canton.call.Caller;
import io.partita.provider.canton.call.ExpectedPeer;
import io.partita.provider.canton.call.ReadWatch;
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
    private final ParticipantApis apis;
    private final Connectivity connectivity;
    private final TopologyReads topologyReads;
    private final TopologyWrites topologyWrites;
    private final Vault vault;
    private final Packages packages;
    private final Pruning pruning;
    private final Contracts contracts;
    private final Updates updates;
    private final ReplicationForm form;
    private final Export export;
    private final Import imports;
    private final OnboardingFlag clearing;
    private final Repairs repairs;
    private final Starting starting;

    // What many steps of a run look for at the same time.
    private final SharedTopology shared;
    private final SharedRead<Held, Optional<ContractEvidence>> held;
    private final SharedRead<Acted, Optional<TransactionEvidence>> acted;
    private final SharedRead<Hosted, List<Activation>> hosted;
    private final SharedAnswer<String, ParticipantStatus> statuses;
    private final SharedAnswer<String, PhysicalSynchronizerId> synchronizers;
    private final SharedAnswer<PhysicalSynchronizerId, Instant> times;
    private final SharedAnswer<String, List<Registration>> registrations;
    private final SharedAnswer<SynchronizerId, Integer> inFlight;
    private final SharedAnswer<String, Long> ledgerEnds;
    private final SharedAnswer<String, Long> prunings;

    public CantonParticipant(ParticipantName name, Channels channels) {
        this(name, channels, Pause.REAL, ReadWatch.NOBODY);
    }

    /**
     * @param pause lets time pass before a read is tried again
     * @param watch learns what is being read
     */
    CantonParticipant(ParticipantName name, Channels channels, Pause pause, ReadWatch watch) {
        this(name, channels, RetryPolicy.USUAL, pause, watch, Optional.empty());
    }

    /**
     * @param pause lets time pass before a read is tried again
     * @param watch learns what is being read
     * @param id whoever answers on any connection is asked for it before anything else is called
     */
    CantonParticipant(ParticipantName name, Channels channels, Pause pause, ReadWatch watch, ParticipantId id) {
        this(name, channels, RetryPolicy.USUAL, pause, watch, Optional.of(id));
    }

    CantonParticipant(ParticipantName name, Channels channels, RetryPolicy retries) {
        this(name, channels, retries, Pause.REAL, ReadWatch.NOBODY, Optional.empty());
    }

    private CantonParticipant(
            ParticipantName name,
            Channels channels,
            RetryPolicy retries,
            Pause pause,
            ReadWatch watch,
            Optional<ParticipantId> id) {
        this.apis = new ParticipantApis(
                name,
                new Caller(
                        channels.admin(),
                        retries,
                        pause,
                        watch,
                        id.map(expected -> new ExpectedPeer(name, expected, Identities::ofAdminApi))),
                new Caller(
                        channels.ledger(),
                        retries,
                        pause,
                        watch,
                        id.map(expected -> new ExpectedPeer(name, expected, Identities::ofLedgerApi))));
        this.name = name;
        this.connectivity = new Connectivity(apis);
        this.topologyReads = new TopologyReads(apis);
        this.shared = new SharedTopology(topologyReads);
        this.topologyWrites = new TopologyWrites(apis);
        this.vault = new Vault(apis);
        this.packages = new Packages(apis);
        this.pruning = new Pruning(apis);
        LargeStreams large = new LargeStreams();
        this.contracts = new Contracts(apis, large);
        this.updates = new Updates(apis, large);
        this.form = new ReplicationForm(apis, connectivity);
        this.export = new Export(apis, connectivity, form);
        this.imports = new Import(apis, connectivity, form);
        this.clearing = new OnboardingFlag(apis);
        this.repairs = new Repairs(apis);
        this.held = new SharedRead<>(
                one -> contracts.any(one.party(), one.atOffset()), all -> Answers.of(contracts.any(all)));
        this.acted = new SharedRead<>(
                one -> updates.any(one.party(), one.beginExclusive(), one.endInclusive()),
                all -> Answers.of(updates.any(all)));
        this.hosted = new SharedRead<>(updates::activations, all -> Answers.of(updates.activations(all)));
        this.statuses = new SharedAnswer<>(any -> connectivity.status());
        this.synchronizers = new SharedAnswer<>(connectivity::synchronizer);
        this.times = new SharedAnswer<>(connectivity::synchronizerTime);
        this.registrations = new SharedAnswer<>(any -> connectivity.registrations());
        this.starting = new Starting(registrations, retries, pause);
        this.inFlight = new SharedAnswer<>(connectivity::inFlight);
        this.ledgerEnds = new SharedAnswer<>(any -> contracts.ledgerEnd());
        this.prunings = new SharedAnswer<>(any -> pruning.prunedUpTo());
    }

    @Override
    public ParticipantName name() {
        return name;
    }

    @Override
    public ParticipantStatus status() throws CallFailed {
        return read("status", () -> statuses.read(""));
    }

    @Override
    public Replication replication() throws CallFailed {
        return read("replication", () -> form.replication());
    }

    @Override
    public List<Registration> registrations() throws CallFailed {
        return read("registrations", () -> registrations.read(""));
    }

    @Override
    public PhysicalSynchronizerId synchronizer(String name) throws CallFailed {
        return read("synchronizer", () -> starting.lookingUp(name, () -> synchronizers.read(aliasOf(name))));
    }

    /** Participants are asked by their own aliases. */
    private String aliasOf(String name) throws CallFailed {
        if (SynchronizerId.parse(name).isEmpty()) {
            return name;
        }
        return registrations.read("").stream()
                .filter(registration -> registration.isCalled(name))
                .map(Registration::alias)
                .findFirst()
                .orElseThrow(() -> apis.admin()
                        .failed(
                                Kind.NOT_FOUND,
                                "SYNC_SERVICE_UNKNOWN_SYNCHRONIZER",
                                "it is registered with no synchronizer of this id",
                                apis.on("looking up the synchronizer " + name)));
    }

    @Override
    public void setManualConnect(String alias, ManualConnect manual) throws CallFailed {
        write(
                "setManualConnect",
                () -> named(alias, () -> {
                    connectivity.setManualConnect(alias, manual);
                    return null;
                }));
    }

    @Override
    public void disconnect(String alias) throws CallFailed {
        write(
                "disconnect",
                () -> named(alias, () -> {
                    connectivity.disconnect(alias);
                    return null;
                }));
    }

    @Override
    public boolean reconnect(String alias) throws CallFailed {
        return write("reconnect", () -> named(alias, () -> connectivity.reconnect(alias)));
    }

    @Override
    public Instant synchronizerTime(PhysicalSynchronizerId synchronizer) throws CallFailed {
        return read("synchronizerTime", () -> times.read(synchronizer));
    }

    @Override
    public Instant clock() throws CallFailed {
        return read("clock", () -> connectivity.clock());
    }

    @Override
    public Duration decisionTimeout(PhysicalSynchronizerId synchronizer) throws CallFailed {
        return topology("decisionTimeout", synchronizer, () -> topologyReads.decisionTimeout(synchronizer));
    }

    @Override
    public int inFlight(SynchronizerId synchronizer) throws CallFailed {
        return read("inFlight", () -> inFlight.read(synchronizer));
    }

    @Override
    public Optional<HostingState> hosting(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return topology("hosting", synchronizer, () -> shared.hosting(synchronizer, party));
    }

    @Override
    public SortedMap<PartyId, HostingState> allHostings(PhysicalSynchronizerId synchronizer) throws CallFailed {
        return topology("allHostings", synchronizer, () -> topologyReads.hostings(synchronizer, Wanted.everybody()));
    }

    @Override
    public List<HostingProposal> proposals(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return topology("proposals", synchronizer, () -> shared.proposals(synchronizer, party));
    }

    @Override
    public List<HostingState> hostingHistory(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return topology("hostingHistory", synchronizer, () -> shared.history(synchronizer, party));
    }

    @Override
    public SortedMap<PartyId, List<HostingState>> allHostingHistories(PhysicalSynchronizerId synchronizer)
            throws CallFailed {
        return topology(
                "allHostingHistories", synchronizer, () -> topologyReads.histories(synchronizer, Wanted.everybody()));
    }

    @Override
    public List<HostingProposal> allProposals(PhysicalSynchronizerId synchronizer) throws CallFailed {
        return topology("allProposals", synchronizer, () -> topologyReads.proposals(synchronizer, Wanted.everybody()));
    }

    @Override
    public int lastSerial(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        return topology("lastSerial", synchronizer, () -> shared.lastSerial(synchronizer, party));
    }

    @Override
    public NamespaceState namespace(PhysicalSynchronizerId synchronizer, Fingerprint namespace) throws CallFailed {
        return topology("namespace", synchronizer, () -> topologyReads.namespace(synchronizer, namespace));
    }

    @Override
    public Optional<SigningKey> heldKey(Fingerprint fingerprint) throws CallFailed {
        return read("heldKey", () -> vault.held(fingerprint));
    }

    @Override
    public void propose(
            PhysicalSynchronizerId synchronizer, HostingMapping mapping, Optional<Fingerprint> key, Duration wait)
            throws CallFailed {
        TopologyWrites.requireHosts(mapping);
        change("propose", synchronizer, () -> {
            topologyWrites.propose(synchronizer, mapping, key, wait);
            return null;
        });
    }

    @Override
    public List<NamespaceProposal> namespaceProposals(PhysicalSynchronizerId synchronizer, Fingerprint namespace)
            throws CallFailed {
        return topology(
                "namespace proposals", synchronizer, () -> topologyReads.namespaceProposals(synchronizer, namespace));
    }

    @Override
    public void propose(PhysicalSynchronizerId synchronizer, NamespaceDefinition definition, Duration wait)
            throws CallFailed {
        change("propose a namespace", synchronizer, () -> {
            topologyWrites.propose(synchronizer, definition, wait);
            return null;
        });
    }

    @Override
    public void introduce(PhysicalSynchronizerId synchronizer, RootDelegation root, Duration wait) throws CallFailed {
        change("introduce", synchronizer, () -> {
            topologyWrites.introduce(synchronizer, root, wait);
            return null;
        });
    }

    @Override
    public void submit(PhysicalSynchronizerId synchronizer, SignedTransaction transaction) throws CallFailed {
        change("submit", synchronizer, () -> {
            topologyWrites.submit(synchronizer, transaction);
            return null;
        });
    }

    @Override
    public void sign(PhysicalSynchronizerId synchronizer, String transactionHash, Optional<Fingerprint> key)
            throws CallFailed {
        change("sign", synchronizer, () -> {
            topologyWrites.sign(synchronizer, transactionHash, key);
            return null;
        });
    }

    @Override
    public SortedSet<PackageId> vettedPackages(PhysicalSynchronizerId synchronizer, ParticipantId of)
            throws CallFailed {
        return topology(
                "vettedPackages",
                synchronizer,
                () -> topologyReads.vettedPackages(synchronizer, of, connectivity::clock));
    }

    @Override
    public SortedMap<PackageId, PackageVersion> vettedVersions(SynchronizerId synchronizer, ParticipantId of)
            throws CallFailed {
        return read("vettedVersions", () -> packages.vettedVersions(synchronizer, of));
    }

    @Override
    public Optional<DarContents> darWith(PackageId packageId) throws CallFailed {
        return read("darWith", () -> packages.darWith(packageId));
    }

    @Override
    public byte[] dar(PackageId mainPackage) throws CallFailed {
        return read("dar", () -> packages.dar(mainPackage));
    }

    @Override
    public PackageId uploadDar(byte[] dar, String description, SynchronizerId synchronizer) throws CallFailed {
        return write("uploadDar", () -> packages.upload(dar, description, synchronizer));
    }

    @Override
    public PackageId validateDar(byte[] dar, String fileName, SynchronizerId synchronizer) throws CallFailed {
        return read("validateDar", () -> packages.validate(dar, fileName, synchronizer));
    }

    @Override
    public Optional<PruningSchedule> pruningSchedule() throws CallFailed {
        return read("pruningSchedule", () -> pruning.schedule());
    }

    @Override
    public void setPruningSchedule(PruningSchedule schedule) throws CallFailed {
        write("setPruningSchedule", () -> {
            pruning.set(schedule);
            return null;
        });
    }

    @Override
    public void clearPruningSchedule() throws CallFailed {
        write("clearPruningSchedule", () -> {
            pruning.clear();
            return null;
        });
    }

    @Override
    public long prunedUpTo() throws CallFailed {
        return read("prunedUpTo", () -> prunings.read(""));
    }

    @Override
    public long ledgerEnd() throws CallFailed {
        return read("ledgerEnd", () -> ledgerEnds.read(""));
    }

    @Override
    public Optional<ContractEvidence> anyActiveContract(PartyId party, long atOffset) throws CallFailed {
        return read("anyActiveContract", () -> held.read(new Held(party, atOffset)));
    }

    @Override
    public Optional<TransactionEvidence> anyTransaction(PartyId party, long beginExclusive, long endInclusive)
            throws CallFailed {
        return read("anyTransaction", () -> acted.read(new Acted(party, beginExclusive, endInclusive)));
    }

    @Override
    public List<Activation> activations(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId participant,
            long beginExclusive,
            long endInclusive)
            throws CallFailed {
        return read(
                "activations",
                () -> hosted.read(new Hosted(party, synchronizer, participant, beginExclusive, endInclusive)));
    }

    @Override
    public void activeContractIds(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<String> each)
            throws CallFailed {
        read("activeContractIds", () -> {
            contracts.ids(party, synchronizer, atOffset, Callback.of(each));
            return null;
        });
    }

    @Override
    public void activeContracts(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<HeldContract> each)
            throws CallFailed {
        read("activeContracts", () -> {
            contracts.held(party, synchronizer, atOffset, Callback.ofContracts(each));
            return null;
        });
    }

    @Override
    public ContractSummary contractSummary(PartyId party, SynchronizerId synchronizer, long atOffset)
            throws CallFailed {
        return read("contractSummary", () -> contracts.summary(party, synchronizer, atOffset));
    }

    @Override
    public void archivedContractIds(PartyId party, long beginExclusive, long endInclusive, Consumer<String> each)
            throws CallFailed {
        read("archivedContractIds", () -> {
            updates.archivedIds(party, beginExclusive, endInclusive, Callback.of(each));
            return null;
        });
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
        return read(
                "exportAcs",
                () -> export.export(party, synchronizer, target, beginExclusive, file, Callback.of(progress)));
    }

    @Override
    public void checkAcs(Path file, AcsManifest manifest, Consumer<String> contractIds) throws CallFailed {
        read("checkAcs", () -> {
            imports.check(file, manifest, Callback.of(contractIds));
            return null;
        });
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
        write("importAcs", () -> {
            imports.load(party, synchronizer, file, manifest, workflowPrefix, Callback.of(progress));
            return null;
        });
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
        return read(
                "exportAcsAt",
                () -> export.exportAt(party, synchronizer, target, atOffset, without, file, Callback.of(progress)));
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
        write("importIntoBooks", () -> {
            imports.loadIntoBooks(party, synchronizer, file, manifest, workflowPrefix, Callback.of(progress));
            return null;
        });
    }

    @Override
    public void purgeContracts(String alias, List<String> contracts) throws CallFailed {
        write("purgeContracts", () -> {
            repairs.purge(alias, contracts);
            return null;
        });
    }

    @Override
    public Clearance clearOnboarding(PartyId party, SynchronizerId synchronizer, long beginExclusive)
            throws CallFailed {
        return write("clearOnboarding", () -> clearing.clear(party, synchronizer, beginExclusive));
    }

    private <R> R topology(String method, PhysicalSynchronizerId synchronizer, Starting.Call<R> call)
            throws CallFailed {
        return read(method, () -> starting.reading(synchronizer, call));
    }

    private <R> R change(String method, PhysicalSynchronizerId synchronizer, Starting.Call<R> call) throws CallFailed {
        return write(method, () -> {
            try {
                return call.make();
            } catch (CallFailed e) {
                throw starting.writing(e, synchronizer);
            }
        });
    }

    private <R> R named(String alias, Starting.Call<R> call) throws CallFailed {
        try {
            return call.make();
        } catch (CallFailed e) {
            throw starting.naming(e, alias);
        }
    }

    private <R> R read(String method, Starting.Call<R> call) throws CallFailed {
        return understood(Kind.UNSUPPORTED, method, call);
    }

    /** Whoever does not understand the answer to a write does not know what it did. */
    private <R> R write(String method, Starting.Call<R> call) throws CallFailed {
        return understood(Kind.OUTCOME_UNKNOWN, method, call);
    }

    /** The last resort: whatever is in an answer, it is told with the participant's name, and nothing ends by it. */
    private <R> R understood(Kind kind, String method, Starting.Call<R> call) throws CallFailed {
        try {
            return call.make();
        } catch (Callback.Failed e) {
            throw e.own();
        } catch (RuntimeException e) {
            throw apis.admin()
                    .failed(
                            kind,
                            Caller.NOT_UNDERSTOOD,
                            "something in the answer cannot be read: " + e,
                            apis.on("'" + method + "'"));
        }
    }
}
