package io.partita.core.apply;

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
import io.partita.core.model.Release;
import io.partita.core.model.RootDelegation;
import io.partita.core.model.SigningKey;
import io.partita.core.model.SynchronizerId;
import io.partita.core.model.TopologyContent;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** One participant of a {@link TinyNetwork}. */
final class TinyParticipant implements Participant {

    private static final long FIRST_OFFSET = 10;

    private final TinyNetwork network;
    private final ParticipantName name;
    final ParticipantId id;
    String release = "3.5.0";
    /** Of other synchronizers. */
    final List<Registration> further = new ArrayList<>();

    boolean connected = true;
    ManualConnect manual = ManualConnect.AUTOMATIC;
    Instant disconnectedAt = Instant.MAX;
    Optional<PruningSchedule> pruning = Optional.empty();
    final TreeSet<PackageId> vetted = new TreeSet<>();
    final TreeMap<PackageId, byte[]> dars = new TreeMap<>();
    final List<Row> ledger = new ArrayList<>();
    /** Keys that it holds for namespaces that are not its own. */
    final Map<Fingerprint, SigningKey> heldKeys = new HashMap<>();

    boolean poisoned;
    int imports;
    /** Whom contracts are about; of others their party alone. */
    final Map<String, Set<PartyId>> stakeholders = new HashMap<>();

    final List<String> purged = new ArrayList<>();
    /** Whose contracts were left out of exports at an offset. */
    final TreeSet<PartyId> excluded = new TreeSet<>();

    Optional<CallFailed> purgeFailure = Optional.empty();
    long pruned;
    int clearCalls;
    final List<Instant> askedToClear = new ArrayList<>();
    /** What it answers to the first questions for the flag, without doing anything. */
    final Deque<Clearance> clearances = new ArrayDeque<>();
    /** It does not clear by itself after an import with the party. */
    boolean forgetful;
    /** How long it needs after a reconnection to process what it missed. */
    Duration catchUp = Duration.ZERO;
    /** How much later than on the synchronizer its ledger shows an activation. */
    Duration lateHistory = Duration.ZERO;

    private Instant behindUntil = Instant.MIN;
    private Instant proved = Instant.MIN;
    int refusedReconnects;
    int flying;
    int dropped;
    private int cursor;

    /** One line of the ledger: what this participant knows. */
    record Row(long offset, String kind, PartyId party, String subject, Instant time) {}

    TinyParticipant(TinyNetwork network, ParticipantName name, ParticipantId id) {
        this.network = network;
        this.name = name;
        this.id = id;
    }

    @Override
    public ParticipantName name() {
        return name;
    }

    /** Takes in what was sequenced up to now; only while connected. */
    void process() {
        while (connected && !isBehind() && cursor < network.happenings.size()) {
            TinyNetwork.Happening next = network.happenings.get(cursor);
            if (next.time().isAfter(viewed())) {
                return;
            }
            cursor++;
            boolean activation = next.kind().equals("activate");
            if (!activation && !network.hosts(next.party(), id, next.time())) {
                continue;
            }
            if (next.kind().equals("archive")
                    && !active(next.party(), ledgerEndNow()).contains(next.subject())) {
                boolean tolerated = network.head(next.party(), next.time())
                        .orElseThrow()
                        .mapping()
                        .isOnboarding(id);
                if (!tolerated) {
                    // Its process ends before it has recorded that, and is given it again at every start.
                    poisoned = true;
                    cursor--;
                    disconnectedAt = next.time().minusNanos(1);
                    return;
                }
                dropped++;
            }
            row(next.kind(), next.party(), next.subject(), next.time());
        }
    }

    /** A person imports a contract by hand. */
    void bring(PartyId party, String contract) {
        row("import", party, contract, network.time.instant());
    }

    /** Its process is started again, and connects to nothing. */
    void startAway() {
        poisoned = false;
        connected = false;
    }

    private void row(String kind, PartyId party, String subject, Instant time) {
        ledger.add(new Row(ledgerEndNow() + 1, kind, party, subject, time));
    }

    private long ledgerEndNow() {
        return FIRST_OFFSET + ledger.size();
    }

    Set<String> active(PartyId party, long at) {
        LinkedHashSet<String> ids = new LinkedHashSet<>();
        for (Row row : ledger) {
            if (row.offset() <= at && isAbout(row, party)) {
                if (row.kind().equals("create") || row.kind().equals("import")) {
                    ids.add(row.subject());
                } else if (row.kind().equals("archive")) {
                    ids.remove(row.subject());
                }
            }
        }
        return ids;
    }

    private boolean isAbout(Row row, PartyId party) {
        return row.party().equals(party)
                || stakeholders.getOrDefault(row.subject(), Set.of()).contains(party);
    }

    private void look() throws CallFailed {
        network.settle();
        if (poisoned) {
            throw failed(CallFailure.Kind.UNREACHABLE, "UNAVAILABLE", "the process has ended");
        }
    }

    private boolean isBehind() {
        return network.time.instant().isBefore(behindUntil);
    }

    private Instant viewed() {
        if (!connected || isBehind()) {
            return disconnectedAt;
        }
        if (!network.quiet) {
            return network.time.instant();
        }
        Instant last = network.lastSequenced();
        return proved.isAfter(last) ? proved : last;
    }

    private void requireConnected() throws CallFailed {
        look();
        if (!connected) {
            throw failed(CallFailure.Kind.NOT_FOUND, "TOPOLOGY_STORE_NOT_FOUND", "not connected");
        }
    }

    CallFailed failed(CallFailure.Kind kind, String code, String text) {
        return new CallFailed(new CallFailure(kind, code, text, "a call", name.name(), Optional.empty()));
    }

    // ---- identity and connection ----

    @Override
    public ParticipantStatus status() throws CallFailed {
        look();
        return new ParticipantStatus(
                id,
                Release.parse(release),
                release,
                List.of(34, 35),
                ParticipantStatus.Activity.ACTIVE,
                ParticipantStatus.Storage.DATABASE);
    }

    @Override
    public Replication replication() throws CallFailed {
        look();
        return new Replication(Replication.Support.BY_RELEASE, "release " + release);
    }

    @Override
    public List<Registration> registrations() throws CallFailed {
        look();
        List<Registration> registrations = new ArrayList<>(further);
        registrations.add(new Registration(
                TinyNetwork.ALIAS,
                Optional.of(network.synchronizer),
                connected ? Registration.Connection.CONNECTED : Registration.Connection.DISCONNECTED,
                manual));
        return registrations;
    }

    @Override
    public PhysicalSynchronizerId synchronizer(String alias) throws CallFailed {
        look();
        return network.synchronizer;
    }

    @Override
    public void setManualConnect(String alias, ManualConnect how) throws CallFailed {
        look();
        if (isOther(alias)) {
            further(alias, found -> new Registration(alias, found.synchronizer(), found.connection(), how));
        } else {
            manual = how;
        }
    }

    private static boolean isOther(String alias) {
        return !alias.equals(TinyNetwork.ALIAS);
    }

    private void further(String alias, UnaryOperator<Registration> change) throws CallFailed {
        for (int index = 0; index < further.size(); index++) {
            if (further.get(index).alias().equals(alias)) {
                further.set(index, change.apply(further.get(index)));
                return;
            }
        }
        throw failed(CallFailure.Kind.NOT_FOUND, "SYNC_SERVICE_UNKNOWN_SYNCHRONIZER", alias);
    }

    private void further(String alias, Registration.Connection connection) throws CallFailed {
        further(alias, found -> new Registration(alias, found.synchronizer(), connection, found.manualConnect()));
    }

    @Override
    public void disconnect(String alias) throws CallFailed {
        look();
        if (isOther(alias)) {
            further(alias, Registration.Connection.DISCONNECTED);
        } else if (connected) {
            connected = false;
            disconnectedAt = network.time.instant();
        }
    }

    @Override
    public boolean reconnect(String alias) throws CallFailed {
        look();
        if (refusedReconnects > 0) {
            refusedReconnects--;
            return false;
        }
        if (isOther(alias)) {
            further(alias, Registration.Connection.CONNECTED);
            return true;
        }
        connected = true;
        behindUntil = network.time.instant().plus(catchUp);
        process();
        return true;
    }

    @Override
    public Instant synchronizerTime(PhysicalSynchronizerId synchronizer) throws CallFailed {
        requireConnected();
        if (isBehind()) {
            return disconnectedAt;
        }
        proved = network.time.instant();
        return proved;
    }

    @Override
    public Instant clock() throws CallFailed {
        look();
        return network.time.instant();
    }

    @Override
    public Duration decisionTimeout(PhysicalSynchronizerId synchronizer) throws CallFailed {
        look();
        return TinyNetwork.DECISION;
    }

    @Override
    public int inFlight(SynchronizerId synchronizer) throws CallFailed {
        look();
        return flying;
    }

    // ---- topology ----

    @Override
    public Optional<HostingState> hosting(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        look();
        return network.head(party, viewed());
    }

    @Override
    public SortedMap<PartyId, HostingState> allHostings(PhysicalSynchronizerId synchronizer) throws CallFailed {
        look();
        TreeMap<PartyId, HostingState> all = new TreeMap<>();
        network.authorized
                .keySet()
                .forEach(party -> network.head(party, viewed()).ifPresent(state -> all.put(party, state)));
        return all;
    }

    @Override
    public List<HostingProposal> proposals(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        look();
        return List.copyOf(network.proposals.getOrDefault(party, List.of()));
    }

    @Override
    public List<HostingState> hostingHistory(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        look();
        return network.authorized.getOrDefault(party, List.of()).stream()
                .filter(state -> !state.validFrom().isAfter(viewed()))
                .toList();
    }

    @Override
    public SortedMap<PartyId, List<HostingState>> allHostingHistories(PhysicalSynchronizerId synchronizer)
            throws CallFailed {
        look();
        SortedMap<PartyId, List<HostingState>> all = new TreeMap<>();
        for (PartyId party : network.authorized.keySet()) {
            all.put(party, hostingHistory(synchronizer, party));
        }
        return all;
    }

    @Override
    public List<HostingProposal> allProposals(PhysicalSynchronizerId synchronizer) throws CallFailed {
        look();
        return network.proposals.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public int lastSerial(PhysicalSynchronizerId synchronizer, PartyId party) throws CallFailed {
        look();
        return network.lastSerial(party);
    }

    @Override
    public NamespaceState namespace(PhysicalSynchronizerId synchronizer, Fingerprint namespace) throws CallFailed {
        look();
        if (network.owners.containsKey(namespace)) {
            TinyNetwork.Owners owners = network.owners.get(namespace);
            return NamespaceState.decentralized(namespace, new TreeSet<>(owners.all()), owners.quorum());
        }
        boolean known = network.roots.contains(namespace)
                || network.participants.values().stream()
                        .anyMatch(participant -> participant.id.namespace().equals(namespace));
        return NamespaceState.ordinary(namespace, new TreeSet<>(known ? Set.of(namespace) : Set.of()));
    }

    @Override
    public Optional<SigningKey> heldKey(Fingerprint fingerprint) throws CallFailed {
        look();
        return Optional.ofNullable(heldKeys.get(fingerprint));
    }

    @Override
    public void propose(
            PhysicalSynchronizerId synchronizer, HostingMapping mapping, Optional<Fingerprint> key, Duration wait)
            throws CallFailed {
        requireConnected();
        if (mapping.serial() != network.lastSerial(mapping.party()) + 1) {
            throw failed(CallFailure.Kind.REFUSED, "TOPOLOGY_SERIAL_MISMATCH", "serial " + mapping.serial());
        }
        sign(mapping, key);
    }

    /** Without a named key it signs with all that it has for the mapping. */
    private void sign(HostingMapping mapping, Optional<Fingerprint> key) throws CallFailed {
        if (key.isPresent() && !heldKeys.containsKey(key.get())) {
            throw failed(
                    CallFailure.Kind.REFUSED,
                    "TOPOLOGY_NO_APPROPRIATE_SIGNING_KEY_IN_STORE",
                    key.get().hex());
        }
        if (key.isEmpty()) {
            network.sign(mapping, id.uid().namespace());
        }
        if (heldKeys.containsKey(mapping.party().namespace())) {
            network.sign(mapping, mapping.party().namespace());
        }
    }

    @Override
    public void introduce(PhysicalSynchronizerId synchronizer, RootDelegation root, Duration wait) throws CallFailed {
        requireConnected();
        if (!heldKeys.containsKey(root.key().fingerprint())) {
            throw failed(
                    CallFailure.Kind.REFUSED,
                    "TOPOLOGY_NO_APPROPRIATE_SIGNING_KEY_IN_STORE",
                    root.key().fingerprint().hex());
        }
        network.roots.add(root.key().fingerprint());
    }

    @Override
    public void sign(PhysicalSynchronizerId synchronizer, String transactionHash, Optional<Fingerprint> key)
            throws CallFailed {
        requireConnected();
        Optional<NamespaceDefinition> definition = network.definitions.keySet().stream()
                .filter(found -> TinyTransactions.bytes(found).hash().equals(transactionHash))
                .findFirst();
        if (definition.isPresent()) {
            network.sign(definition.get(), id.uid().namespace());
            return;
        }
        HostingProposal proposal = network.proposals.values().stream()
                .flatMap(List::stream)
                .filter(found -> found.transactionHash().equals(transactionHash))
                .findFirst()
                .orElse(null);
        if (proposal == null) {
            throw failed(CallFailure.Kind.NOT_FOUND, "TOPOLOGY_TRANSACTION_NOT_FOUND", transactionHash);
        }
        sign(proposal.mapping(), key);
    }

    @Override
    public List<NamespaceProposal> namespaceProposals(PhysicalSynchronizerId synchronizer, Fingerprint namespace)
            throws CallFailed {
        look();
        return network.definitions.entrySet().stream()
                .filter(entry -> entry.getKey().namespace().equals(namespace))
                .map(entry -> new NamespaceProposal(
                        entry.getKey(), TinyTransactions.bytes(entry.getKey()).hash(), new TreeSet<>(entry.getValue())))
                .toList();
    }

    @Override
    public void propose(PhysicalSynchronizerId synchronizer, NamespaceDefinition definition, Duration wait)
            throws CallFailed {
        requireConnected();
        network.sign(definition, id.uid().namespace());
    }

    @Override
    public void submit(PhysicalSynchronizerId synchronizer, SignedTransaction transaction) throws CallFailed {
        requireConnected();
        TopologyContent content =
                network.transactions.read(transaction.transaction()).orElseThrow();
        Fingerprint signer = transaction.signature().key().fingerprint();
        if (content.kind() == TopologyContent.Kind.ROOT_KEY) {
            network.roots.add(signer);
            return;
        }
        if (content.kind() == TopologyContent.Kind.NAMESPACE) {
            network.sign((NamespaceDefinition) content, signer);
            return;
        }
        HostingMapping mapping = (HostingMapping) content;
        if (mapping.serial() == network.lastSerial(mapping.party())) {
            return;
        }
        if (mapping.serial() != network.lastSerial(mapping.party()) + 1) {
            throw failed(CallFailure.Kind.REFUSED, "TOPOLOGY_SERIAL_MISMATCH", "serial " + mapping.serial());
        }
        network.sign(mapping, signer);
    }

    // ---- packages ----

    @Override
    public SortedMap<PackageId, PackageVersion> vettedVersions(SynchronizerId synchronizer, ParticipantId of)
            throws CallFailed {
        look();
        SortedMap<PackageId, PackageVersion> versions = new TreeMap<>();
        network.participants.values().stream()
                .filter(participant -> participant.id.equals(of))
                .forEach(found ->
                        found.vetted.forEach(id -> versions.put(id, new PackageVersion("of " + id, "1.0.0"))));
        return versions;
    }

    @Override
    public SortedSet<PackageId> vettedPackages(PhysicalSynchronizerId synchronizer, ParticipantId of)
            throws CallFailed {
        look();
        return network.participants.values().stream()
                .filter(found -> found.id.equals(of))
                .findFirst()
                .map(found -> new TreeSet<>(found.vetted))
                .orElseGet(TreeSet::new);
    }

    @Override
    public Optional<DarContents> darWith(PackageId packageId) throws CallFailed {
        look();
        return dars.containsKey(packageId)
                ? Optional.of(new DarContents(
                        packageId,
                        "examples 1.0.0",
                        archive(dars.get(packageId)).packages()))
                : Optional.empty();
    }

    @Override
    public byte[] dar(PackageId mainPackage) throws CallFailed {
        look();
        return dars.get(mainPackage).clone();
    }

    @Override
    public PackageId uploadDar(byte[] dar, String description, SynchronizerId synchronizer) throws CallFailed {
        requireConnected();
        DarArchive archive = archive(dar);
        dars.put(archive.mainPackage(), dar);
        vetted.addAll(archive.packages());
        return archive.mainPackage();
    }

    @Override
    public PackageId validateDar(byte[] dar, String fileName, SynchronizerId synchronizer) throws CallFailed {
        look();
        return archive(dar).mainPackage();
    }

    private static DarArchive archive(byte[] dar) {
        try {
            return DarArchive.read(dar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- pruning ----

    @Override
    public Optional<PruningSchedule> pruningSchedule() throws CallFailed {
        look();
        return pruning;
    }

    @Override
    public void setPruningSchedule(PruningSchedule schedule) throws CallFailed {
        look();
        pruning = Optional.of(schedule);
    }

    @Override
    public void clearPruningSchedule() throws CallFailed {
        look();
        pruning = Optional.empty();
    }

    @Override
    public long prunedUpTo() throws CallFailed {
        look();
        return pruned;
    }

    // ---- ledger ----

    @Override
    public long ledgerEnd() throws CallFailed {
        look();
        return ledgerEndNow();
    }

    @Override
    public Optional<ContractEvidence> anyActiveContract(PartyId party, long atOffset) throws CallFailed {
        look();
        return active(party, atOffset).stream()
                .findFirst()
                .map(contract -> new ContractEvidence(contract, FIRST_OFFSET));
    }

    @Override
    public Optional<TransactionEvidence> anyTransaction(PartyId party, long beginExclusive, long endInclusive)
            throws CallFailed {
        look();
        return rows(party, beginExclusive, endInclusive).stream()
                .filter(row -> !row.kind().equals("activate"))
                .findFirst()
                .map(row -> new TransactionEvidence("update-" + row.offset(), row.offset()));
    }

    private List<Row> rows(PartyId party, long beginExclusive, long endInclusive) {
        return ledger.stream()
                .filter(row -> row.party().equals(party))
                .filter(row -> row.offset() > beginExclusive && row.offset() <= endInclusive)
                .toList();
    }

    @Override
    public List<Activation> activations(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId participant,
            long beginExclusive,
            long endInclusive)
            throws CallFailed {
        look();
        return rows(party, beginExclusive, endInclusive).stream()
                .filter(row -> row.kind().equals("activate") && row.subject().equals(participant.toString()))
                .filter(row -> !row.time().plus(lateHistory).isAfter(network.time.instant()))
                .map(row -> new Activation(row.offset(), row.time()))
                .toList();
    }

    @Override
    public void activeContractIds(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<String> each)
            throws CallFailed {
        look();
        active(party, atOffset).forEach(each);
    }

    @Override
    public void activeContracts(PartyId party, SynchronizerId synchronizer, long atOffset, Consumer<HeldContract> each)
            throws CallFailed {
        look();
        active(party, atOffset)
                .forEach(contract -> each.accept(
                        new HeldContract(contract, new TreeSet<>(stakeholders.getOrDefault(contract, Set.of(party))))));
    }

    @Override
    public ContractSummary contractSummary(PartyId party, SynchronizerId synchronizer, long atOffset)
            throws CallFailed {
        look();
        TreeMap<PackageId, Long> packages = new TreeMap<>();
        long contracts = active(party, atOffset).size();
        if (contracts > 0) {
            packages.put(Scene.PACKAGE, contracts);
        }
        return new ContractSummary(contracts, packages);
    }

    @Override
    public void archivedContractIds(PartyId party, long beginExclusive, long endInclusive, Consumer<String> each)
            throws CallFailed {
        look();
        rows(party, beginExclusive, endInclusive).stream()
                .filter(row -> row.kind().equals("archive"))
                .forEach(row -> each.accept(row.subject()));
    }

    // ---- party replication ----

    @Override
    public AcsManifest exportAcs(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId target,
            long beginExclusive,
            Path file,
            Progress progress)
            throws CallFailed {
        look();
        List<Activation> found = activations(party, synchronizer, target, beginExclusive, ledgerEndNow());
        if (found.isEmpty()) {
            throw failed(CallFailure.Kind.NOT_FOUND, "EFFECTIVE_PARTY_TO_PARTICIPANT_MAPPING_NOT_FOUND", "");
        }
        return export(party, synchronizer, target, active(party, found.get(0).offset()), file, progress);
    }

    private AcsManifest export(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId target,
            Set<String> ids,
            Path file,
            Progress progress)
            throws CallFailed {
        byte[] bytes = ("acs\n" + String.join("\n", ids)).getBytes(StandardCharsets.UTF_8);
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw failed(CallFailure.Kind.LOCAL, "LOCAL", String.valueOf(e.getMessage()));
        }
        progress.moved(bytes.length, ids.size(), -1);
        return new AcsManifest(party, synchronizer, target, bytes.length, ids.size(), sha256(bytes));
    }

    @Override
    public void checkAcs(Path file, AcsManifest manifest, Consumer<String> contractIds) throws CallFailed {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!sha256(bytes).equals(manifest.sha256())) {
                throw failed(CallFailure.Kind.LOCAL, "LOCAL", "the hash differs");
            }
            new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .filter(id -> !id.isEmpty())
                    .forEach(contractIds);
        } catch (IOException e) {
            throw failed(CallFailure.Kind.LOCAL, "LOCAL", String.valueOf(e.getMessage()));
        }
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
        look();
        if (connected) {
            throw failed(CallFailure.Kind.REFUSED, "IO_STREAM_PARTY_MANAGEMENT_ERROR", "still connected");
        }
        imports++;
        Set<String> there = active(party, ledgerEndNow());
        checkAcs(file, manifest, contract -> {
            if (!there.contains(contract)) {
                row("import", party, contract, network.time.instant());
            }
        });
        if (network.synchronizer.protocolVersion() >= 35 && !forgetful) {
            network.armed.put(party + " " + id, true);
        }
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
        look();
        if (atOffset < 1 || atOffset > ledgerEndNow() || atOffset < pruned) {
            throw failed(CallFailure.Kind.REFUSED, "INVALID_ARGUMENT_REPAIR", "offset " + atOffset);
        }
        excluded.addAll(without);
        Set<String> ids = new TreeSet<>(active(party, atOffset));
        ids.removeIf(id -> stakeholders.getOrDefault(id, Set.of()).stream().anyMatch(without::contains));
        return export(party, synchronizer, target, ids, file, progress);
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
        look();
        if (connected) {
            throw failed(CallFailure.Kind.REFUSED, "IO_STREAM_REPAIR_ERROR", "still connected");
        }
        imports++;
        Set<String> there = active(party, ledgerEndNow());
        checkAcs(file, manifest, contract -> {
            if (!there.contains(contract)) {
                row("import", party, contract, network.time.instant());
            }
        });
    }

    @Override
    public void purgeContracts(String alias, List<String> contracts) throws CallFailed {
        look();
        if (connected) {
            throw failed(CallFailure.Kind.REFUSED, "INVALID_STATE_REPAIR_ERROR", "still connected");
        }
        if (purgeFailure.isPresent()) {
            throw purgeFailure.get();
        }
        purged.addAll(contracts);
        contracts.forEach(contract -> ledger.stream()
                .filter(row -> row.subject().equals(contract) && !row.kind().equals("archive"))
                .map(Row::party)
                .distinct()
                .toList()
                .forEach(party -> row("archive", party, contract, network.time.instant())));
    }

    @Override
    public Clearance clearOnboarding(PartyId party, SynchronizerId synchronizer, long beginExclusive)
            throws CallFailed {
        requireConnected();
        clearCalls++;
        askedToClear.add(network.time.instant());
        if (!clearances.isEmpty()) {
            return clearances.removeFirst();
        }
        if (activations(party, synchronizer, id, beginExclusive, ledgerEndNow()).isEmpty()) {
            throw failed(CallFailure.Kind.NOT_FOUND, "EFFECTIVE_PARTY_TO_PARTICIPANT_MAPPING_NOT_FOUND", "");
        }
        HostingState state = network.head(party, network.time.instant()).orElseThrow();
        if (!state.mapping().isOnboarding(id)) {
            return new Clearance(true, Optional.empty());
        }
        network.armed.put(party + " " + id, true);
        return new Clearance(false, Optional.of(state.validFrom().plus(TinyNetwork.DECISION)));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
