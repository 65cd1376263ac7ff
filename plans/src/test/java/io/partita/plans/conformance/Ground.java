package io.partita.plans.conformance;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.partita.proto.participant.UnvetDarRequest;
import io.partita.proto.participant.UploadDarRequest;
import io.partita.testkit.recording.TestDars;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A network under check: its participants, what was read of it, and names that nobody else has. */
final class Ground implements AutoCloseable {

    private final Target target;
    private final Path folder;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final List<Peer> peers;
    private final Facts facts;
    private final Topology topology;
    private final Ledger ledger;
    private final Connections connections;
    private final Map<Peer, Connections.Found> found = new LinkedHashMap<>();
    private int units;
    private Optional<String> remark = Optional.empty();

    private Ground(Target target, Path folder, List<Peer> peers) {
        this.target = target;
        this.folder = folder;
        this.peers = peers;
        this.facts = Facts.read(target, peers);
        this.topology = new Topology(facts, peers);
        this.ledger = new Ledger(facts);
        this.connections = new Connections(target.synchronizer(), facts);
        peers.forEach(peer -> found.put(peer, connections.of(peer)));
    }

    /** Reads what has to be known. @param folder an empty one, for the units */
    static Ground open(Target target, Path folder) {
        List<Peer> peers = target.participants().stream()
                .map(node -> new Peer(node, folder))
                .toList();
        try {
            return new Ground(target, folder, peers);
        } catch (RuntimeException | Error failure) {
            peers.forEach(Peer::close);
            throw failure;
        }
    }

    Target target() {
        return target;
    }

    Facts facts() {
        return facts;
    }

    Topology topology() {
        return topology;
    }

    Ledger ledger() {
        return ledger;
    }

    Connections connections() {
        return connections;
    }

    List<Peer> peers() {
        return peers;
    }

    /** Where parties come from. */
    Peer source() {
        return peers.get(0);
    }

    /** Where parties go to. */
    Peer destination() {
        return peers.get(1);
    }

    /** For what needs three; only for cases that say so. */
    Peer third() {
        return peers.get(2);
    }

    /** The participants as they were before anything was done. */
    Map<Peer, Connections.Found> found() {
        return found;
    }

    /** A name that nobody else has. */
    String name(String stem) {
        return stem + "-" + run;
    }

    /** The id of a party of the source. */
    String id(String name) {
        return name + "::" + source().namespace();
    }

    /** A new folder with a declaration of all participants and the parties. */
    Unit unit(Wanted... parties) {
        Unit unit = new Unit(folder.resolve("unit-" + ++units));
        return unit.declare(declaration(parties));
    }

    DeclarationText declaration(Wanted... parties) {
        DeclarationText text = DeclarationText.of(target);
        List.of(parties).forEach(text::party);
        return text;
    }

    /** Adds something worth knowing to the row of the case that runs. */
    void remark(String text) {
        remark = Optional.of(text);
    }

    Optional<String> takeRemark() {
        Optional<String> taken = remark;
        remark = Optional.empty();
        return taken;
    }

    /**
     * Stores and vets the test packages on the source: without them no case can make a contract. The others get
     * packages by what partita does.
     *
     * @throws IllegalStateException when the source refuses
     */
    void storePackages() {
        for (String dar : List.of(TestDars.EXAMPLES, TestDars.EXTRA)) {
            try {
                upload(source(), dar);
            } catch (StatusRuntimeException refused) {
                throw new IllegalStateException(
                        "the test package " + dar + " cannot be stored and vetted on " + source() + ", so that no case"
                                + " can make a contract: " + refused.getStatus(),
                        refused);
            }
        }
    }

    /** Stores and vets a test package. */
    void upload(Peer on, String dar) {
        on.packages()
                .uploadDar(UploadDarRequest.newBuilder()
                        .addDars(UploadDarRequest.UploadDarData.newBuilder()
                                .setBytes(ByteString.copyFrom(TestDars.bytes(dar)))
                                .setDescription(dar))
                        .setVetAllPackages(true)
                        .setSynchronizeVetting(true)
                        .setSynchronizerId(facts.synchronizer())
                        .build());
    }

    /** Makes sure that a test package is not vetted, as on a participant that never heard of it. */
    void unvet(Peer on, String dar) {
        String id = TestDars.mainPackageId(dar);
        if (!topology.vetted(on, on).contains(id)) {
            return;
        }
        on.packages()
                .unvetDar(UnvetDarRequest.newBuilder()
                        .setMainPackageId(id)
                        .setSynchronizerId(facts.synchronizer())
                        .build());
        Awaitility.await(dar + " is not vetted on " + on)
                .atMost(facts.soon())
                .until(() -> peers.stream()
                        .noneMatch(view -> topology.vetted(view, on).contains(id)));
    }

    /** A party that the source hosts alone, and that all participants know. @return its full id */
    String allocate(String name) {
        String party = ledger.allocate(source(), name);
        topology.awaitSerial(party, 1, peers);
        return party;
    }

    /** A party of the source with contracts: notes of its own, one of them ended. @return its full id */
    String used(String name, int notes) {
        String party = allocate(name);
        for (int number = 1; number <= notes; number++) {
            ledger.submit(source(), party, Ledger.note(party, "note " + number));
        }
        ledger.submit(
                source(), party, Ledger.finish(ledger.contracts(source(), party).first()));
        return party;
    }

    @Override
    public void close() {
        peers.forEach(Peer::close);
    }
}
