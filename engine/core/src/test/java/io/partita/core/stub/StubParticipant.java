package io.partita.core.stub;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.Release;
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
import io.partita.core.provider.TransactionEvidence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One participant of the stub network. Tests set its state directly. */
public final class StubParticipant implements Participant {

    /** An active contract. */
    public record Contract(String id, String packageId, long offset) {}

    private final StubNetwork network;
    private final ParticipantName name;
    private ParticipantId id;
    private final Map<String, CallFailure> failures = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    public String release = "3.5.10";
    /** What it says of its calls; by default what its release is known for. */
    public Optional<Replication> replication = Optional.empty();

    public ParticipantStatus.Activity activity = ParticipantStatus.Activity.ACTIVE;
    public ParticipantStatus.Storage storage = ParticipantStatus.Storage.DATABASE;
    public Registration.Connection connection = Registration.Connection.CONNECTED;
    public ManualConnect manualConnect = ManualConnect.AUTOMATIC;
    public Optional<PruningSchedule> pruning = Optional.empty();
    public long ledgerEnd = 100;
    public long prunedUpTo;
    public final SortedSet<PackageId> vetted = new TreeSet<>();
    /** Names and versions of what is vetted, as far as it tells them. */
    public final SortedMap<PackageId, PackageVersion> versions = new TreeMap<>();

    public final List<DarContents> dars = new ArrayList<>();
    public final Map<PackageId, byte[]> stored = new TreeMap<>();
    private final Map<Fingerprint, SigningKey> heldKeys = new HashMap<>();
    public final Map<PartyId, List<Contract>> contracts = new HashMap<>();
    public final Map<PartyId, TransactionEvidence> transactions = new HashMap<>();
    public final Map<PartyId, List<Activation>> activations = new HashMap<>();
    /** Whom contracts are about; of others their party alone. */
    public final Map<String, Set<PartyId>> stakeholders = new HashMap<>();
    /** Ids of contracts that were archived, whenever that was. */
    public final Map<PartyId, List<String>> archived = new HashMap<>();
    /** What successive questions answer; the last one stays. */
    public final Deque<Integer> inFlight = new ArrayDeque<>(List.of(0));
    /** What it shows of hostings since it is disconnected; empty when nothing has changed since. */
    public Optional<SortedMap<PartyId, HostingState>> lastSeen = Optional.empty();
    /** Hosting answers that come before the head state, to play a change that is under way. */
    public final Deque<HostingState> unsettled = new ArrayDeque<>();

    StubParticipant(StubNetwork network, String name) {
        this.network = network;
        this.name = new ParticipantName(name);
        this.id = ParticipantId.of(name + "::" + fingerprint(name));
    }

    public static String fingerprint(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "1220" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public ParticipantId id() {
        return id;
    }

    public void is(StubParticipant other) {
        id = other.id;
    }

    /** Gives a party active contracts here. */
    public void hold(PartyId party, String packageId, int count) {
        List<Contract> held = contracts.computeIfAbsent(party, key -> new ArrayList<>());
        for (int number = 0; number < count; number++) {
            held.add(new Contract("00" + fingerprint(party + packageId + number).substring(4), packageId, 10 + number));
        }
    }

    public void fail(String method, CallFailure.Kind kind, String code) {
        fail(method, kind, code, CallFailure.Form.PLAIN);
    }

    public void fail(String method, CallFailure.Kind kind, String code, CallFailure.Form form) {
        CallFailure.Answer answer =
                new CallFailure.Answer(code, form, Optional.empty(), "text of " + code, Optional.empty());
        failures.put(
                method,
                new CallFailure(
                        kind, code, "text of " + code, method, name + ":5002", Optional.empty(), Optional.of(answer)));
    }

    public int calls(String method) {
        return calls.getOrDefault(method, new AtomicInteger()).get();
    }

    private void call(String method) throws CallFailed {
        calls.computeIfAbsent(method, key -> new AtomicInteger()).incrementAndGet();
        CallFailure failure = failures.get(method);
        if (failure != null) {
            throw new CallFailed(failure);
        }
    }

    @Override
    public ParticipantName name() {
        return name;
    }

    @Override
    public ParticipantStatus status() throws CallFailed {
        call("status");
        return new ParticipantStatus(id, Release.parse(release), release, List.of(34, 35), activity, storage);
    }

    @Override
    public Replication replication() throws CallFailed {
        call("replication");
        return replication.orElseGet(() -> new Replication(
                release.startsWith("3.3.") ? Replication.Support.NONE : Replication.Support.BY_RELEASE,
                "release " + release));
    }

    @Override
    public List<Registration> registrations() throws CallFailed {
        call("registrations");
        return List.of(
                new Registration(StubNetwork.ALIAS, Optional.of(network.synchronizer), connection, manualConnect));
    }

    @Override
    public PhysicalSynchronizerId synchronizer(String alias) throws CallFailed {
        call("synchronizer");
        if (!alias.equals(StubNetwork.ALIAS)) {
            throw new CallFailed(new CallFailure(
                    CallFailure.Kind.NOT_FOUND,
                    "SYNC_SERVICE_UNKNOWN_SYNCHRONIZER",
                    alias,
                    "resolving the alias",
                    name + ":5002",
                    Optional.empty()));
        }
        return network.synchronizer;
    }

    @Override
    public Instant synchronizerTime(PhysicalSynchronizerId synchronizer) {
        return StubNetwork.START;
    }

    @Override
    public Instant clock() {
        return StubNetwork.START;
    }

    @Override
    public Duration decisionTimeout(PhysicalSynchronizerId synchronizer) throws CallFailed {
        call("decisionTimeout");
        return network.decisionTimeout;
    }

    @Override
    public int inFlight(SynchronizerId synchronizer) throws CallFailed {
        call("inFlight");
        return inFlight.size() > 1 ? inFlight.removeFirst() : inFlight.getFirst();
    }

    @Override
    public Optional<HostingState> hosting(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        call("hosting");
        if (lastSeen.isPresent()) {
            return Optional.ofNullable(lastSeen.get().get(party));
        }
        return unsettled.isEmpty() ? network.head(party) : Optional.of(unsettled.removeFirst());
    }

    @Override
    public SortedMap<PartyId, HostingState> allHostings(PhysicalSynchronizerId synchronizer) throws CallFailed {
        call("allHostings");
        if (lastSeen.isPresent()) {
            return lastSeen.get();
        }
        SortedMap<PartyId, HostingState> all = new TreeMap<>();
        network.histories.keySet().forEach(party -> network.head(party).ifPresent(state -> all.put(party, state)));
        return all;
    }

    @Override
    public List<HostingProposal> proposals(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        call("proposals");
        return network.proposals.getOrDefault(party, List.of());
    }

    @Override
    public List<HostingState> hostingHistory(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        call("hostingHistory");
        return network.histories.getOrDefault(party, List.of());
    }

    @Override
    public SortedMap<PartyId, List<HostingState>> allHostingHistories(PhysicalSynchronizerId synchronizer)
            throws CallFailed {
        call("allHostingHistories");
        return new TreeMap<>(network.histories);
    }

    @Override
    public List<HostingProposal> allProposals(PhysicalSynchronizerId synchronizer) throws CallFailed {
        call("allProposals");
        return network.proposals.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public int lastSerial(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        call("lastSerial");
        return network.histories.getOrDefault(party, List.of()).stream()
                .map(HostingState::mapping)
                .mapToInt(HostingMapping::serial)
                .max()
                .orElse(0);
    }

    @Override
    public NamespaceState namespace(PhysicalSynchronizerId synchronizer, Fingerprint namespace) throws CallFailed {
        call("namespace");
        return network.namespace(namespace);
    }

    @Override
    public SortedSet<PackageId> vettedPackages(PhysicalSynchronizerId synchronizer, ParticipantId of)
            throws CallFailed {
        call("vettedPackages");
        return vetted;
    }

    @Override
    public SortedMap<PackageId, PackageVersion> vettedVersions(SynchronizerId synchronizer, ParticipantId of)
            throws CallFailed {
        call("vettedVersions");
        return versions;
    }

    /** Stores a DAR. @param words its packages, the main one first */
    public void store(String darName, String... words) {
        SortedSet<PackageId> packages = new TreeSet<>();
        for (String word : words) {
            packages.add(TestDar.id(word));
        }
        dars.add(new DarContents(TestDar.id(words[0]), darName, packages));
        stored.put(TestDar.id(words[0]), TestDar.of(words));
    }

    @Override
    public Optional<DarContents> darWith(PackageId packageId) throws CallFailed {
        call("darWith");
        return dars.stream().filter(dar -> dar.packages().contains(packageId)).findFirst();
    }

    @Override
    public byte[] dar(PackageId mainPackage) throws CallFailed {
        call("dar");
        return stored.get(mainPackage);
    }

    @Override
    public PackageId validateDar(byte[] dar, String fileName, SynchronizerId synchronizer) throws CallFailed {
        call("validateDar");
        return new PackageId("validated");
    }

    @Override
    public Optional<PruningSchedule> pruningSchedule() throws CallFailed {
        call("pruningSchedule");
        return pruning;
    }

    @Override
    public long prunedUpTo() throws CallFailed {
        call("prunedUpTo");
        return prunedUpTo;
    }

    @Override
    public long ledgerEnd() throws CallFailed {
        call("ledgerEnd");
        return ledgerEnd;
    }

    private List<Contract> held(PartyId party) {
        return contracts.getOrDefault(party, List.of());
    }

    @Override
    public Optional<ContractEvidence> anyActiveContract(PartyId party, long atOffset) throws CallFailed {
        call("anyActiveContract");
        return held(party).stream().findFirst().map(contract -> new ContractEvidence(contract.id(), contract.offset()));
    }

    @Override
    public Optional<TransactionEvidence> anyTransaction(PartyId party, long beginExclusive, long endInclusive)
            throws CallFailed {
        call("anyTransaction");
        return Optional.ofNullable(transactions.get(party)).filter(found -> found.offset() > beginExclusive);
    }

    @Override
    public List<Activation> activations(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId participant,
            long beginExclusive,
            long endInclusive)
            throws CallFailed {
        call("activations");
        return activations.getOrDefault(party, List.of()).stream()
                .filter(activation -> activation.offset() > beginExclusive && activation.offset() <= endInclusive)
                .toList();
    }

    @Override
    public void activeContractIds(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<String> each)
            throws CallFailed {
        call("activeContractIds");
        held(party).forEach(contract -> each.accept(contract.id()));
    }

    @Override
    public void activeContracts(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<HeldContract> each)
            throws CallFailed {
        call("activeContracts");
        held(party)
                .forEach(contract -> each.accept(new HeldContract(
                        contract.id(), new TreeSet<>(stakeholders.getOrDefault(contract.id(), Set.of(party))))));
    }

    @Override
    public ContractSummary contractSummary(PartyId party, SynchronizerId synchronizer, long atOffset)
            throws CallFailed {
        call("contractSummary");
        SortedMap<PackageId, Long> packages = new TreeMap<>();
        held(party).forEach(contract -> packages.merge(new PackageId(contract.packageId()), 1L, Long::sum));
        return new ContractSummary(held(party).size(), packages);
    }

    @Override
    public void archivedContractIds(PartyId party, long beginExclusive, long endInclusive, Consumer<String> each)
            throws CallFailed {
        call("archivedContractIds");
        archived.getOrDefault(party, List.of()).forEach(each);
    }

    private static IllegalStateException write() {
        return new IllegalStateException("planning must not do this");
    }

    @Override
    public void setManualConnect(String alias, ManualConnect manual) {
        throw write();
    }

    @Override
    public void disconnect(String alias) {
        throw write();
    }

    @Override
    public boolean reconnect(String alias) {
        throw write();
    }

    @Override
    public Optional<SigningKey> heldKey(Fingerprint fingerprint) throws CallFailed {
        call("heldKey");
        return Optional.ofNullable(heldKeys.get(fingerprint));
    }

    /** Has it hold a key for a namespace that is not its own. */
    public void hold(SigningKey key) {
        heldKeys.put(key.fingerprint(), key);
    }

    @Override
    public void propose(
            PhysicalSynchronizerId synchronizer, HostingMapping mapping, Optional<Fingerprint> key, Duration wait) {
        throw write();
    }

    @Override
    public void introduce(PhysicalSynchronizerId synchronizer, RootDelegation root, Duration wait) {
        throw write();
    }

    @Override
    public void sign(PhysicalSynchronizerId synchronizer, String transactionHash, Optional<Fingerprint> key) {
        throw write();
    }

    @Override
    public List<NamespaceProposal> namespaceProposals(PhysicalSynchronizerId synchronizer, Fingerprint namespace) {
        throw write();
    }

    @Override
    public void propose(PhysicalSynchronizerId synchronizer, NamespaceDefinition definition, Duration wait) {
        throw write();
    }

    @Override
    public void submit(PhysicalSynchronizerId synchronizer, SignedTransaction transaction) {
        throw write();
    }

    @Override
    public PackageId uploadDar(byte[] dar, String description, SynchronizerId synchronizer) {
        throw write();
    }

    @Override
    public void setPruningSchedule(PruningSchedule schedule) {
        throw write();
    }

    @Override
    public void clearPruningSchedule() {
        throw write();
    }

    @Override
    public AcsManifest exportAcs(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId target,
            long beginExclusive,
            Path file,
            Progress progress) {
        throw write();
    }

    @Override
    public void checkAcs(Path file, AcsManifest manifest, Consumer<String> contractIds) {
        throw write();
    }

    @Override
    public void importAcs(
            PartyId party,
            SynchronizerId synchronizer,
            Path file,
            AcsManifest manifest,
            String workflowPrefix,
            Progress progress) {
        throw write();
    }

    @Override
    public AcsManifest exportAcsAt(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId target,
            long atOffset,
            SortedSet<PartyId> without,
            Path file,
            Progress progress) {
        throw write();
    }

    @Override
    public void importIntoBooks(
            PartyId party,
            SynchronizerId synchronizer,
            Path file,
            AcsManifest manifest,
            String workflowPrefix,
            Progress progress) {
        throw write();
    }

    @Override
    public void purgeContracts(String alias, List<String> contracts) {
        throw write();
    }

    @Override
    public Clearance clearOnboarding(PartyId party, SynchronizerId synchronizer, long beginExclusive) {
        throw write();
    }
}
