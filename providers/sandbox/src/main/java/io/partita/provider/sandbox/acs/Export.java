package io.partita.provider.sandbox.acs;

import com.google.protobuf.ByteString;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.provider.sandbox.contracts.ContractScan;
import io.partita.provider.sandbox.contracts.StoredContract;
import io.partita.provider.sandbox.ids.Micros;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.stream.Outflow;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.TopologyView;
import io.partita.provider.sandbox.transactions.LocalLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Contracts of parties at an offset, as a file. At the moment at which a party became active on a target, what another
 * party brings is left out that is hosted on the target already at that moment – also if it became active at the very
 * same time (experiments.md 1).
 *
 * @param <M> message that a piece of the file is sent in
 */
final class Export<M> implements Outflow.Source<StoredContract>, Outflow.Form<StoredContract, M> {

    private static final int PAGE = 200;

    private final Node node;
    private final SortedSet<String> parties;
    private final long offset;
    private final Set<String> leftOut;
    private final ContractScan scan;
    private final Function<ByteString, M> message;
    private final AcsWriter writer = new AcsWriter();

    /** @param leftOut contracts that one of these is a stakeholder of are not in the file */
    Export(LocalLedger ledger, Set<String> parties, long offset, Set<String> leftOut, Function<ByteString, M> message) {
        this.node = ledger.node();
        this.parties = new TreeSet<>(parties);
        this.offset = offset;
        this.leftOut = Set.copyOf(leftOut);
        this.scan = ledger.contracts().scan(this.parties);
        this.message = message;
    }

    /** Checks what can be exported for an activation. To be called under the lock. */
    static Export<ExportPartyAcsResponse> of(
            LocalLedger ledger, PartyErrors errors, String party, String target, Activations.Activation activation) {
        Node node = ledger.node();
        TopologyView topology = node.topology();
        if (!node.connected() && newestTopology(node) == activation.offset()) {
            String synchronizer = Uid.shortened(node.synchronizer().logicalId());
            String effective = Micros.instant(activation.effective()).toString();
            throw PartyErrors.invalidState("Unable to query topology for " + synchronizer + " at EffectiveTime("
                    + effective + "): IdentityManagerParentError(Reject(" + synchronizer + ","
                    + Micros.instant(topology.now()) + "," + effective + "))");
        }
        long justAfter = activation.effective() + 1;
        boolean onboarding = topology.hosting(party, justAfter)
                .flatMap(hosting -> hosting.host(target))
                .map(Hosting.Host::onboarding)
                .orElse(false);
        if (!onboarding) {
            throw errors.exportWithoutFlag(party, target);
        }
        SortedSet<String> others = topology.hostedOn(target, justAfter);
        others.remove(party);
        others.remove(target);
        return new Export<>(ledger, Set.of(party), activation.offset(), others, Export::message);
    }

    private static long newestTopology(Node node) {
        for (Update update : node.updates()
                .descending(node.updates().prunedUpTo() + 1, node.updates().end())) {
            if (update.kind() == Update.Kind.TOPOLOGY) {
                return update.offset();
            }
        }
        return 0;
    }

    @Override
    public Optional<List<StoredContract>> next() {
        List<StoredContract> page = scan.page(PAGE, stored -> stored.activeAt(offset) && !excluded(stored));
        return page.isEmpty() ? Optional.empty() : Optional.of(page);
    }

    private boolean excluded(StoredContract stored) {
        return stored.contract().stakeholders().stream().anyMatch(leftOut::contains);
    }

    @Override
    public List<M> messages(Optional<List<StoredContract>> page) {
        page.orElse(List.of()).forEach(stored -> writer.add(element(stored)));
        if (page.isEmpty()) {
            writer.finish();
        }
        List<M> chunks = new ArrayList<>();
        for (Optional<ByteString> chunk = writer.chunk(); chunk.isPresent(); chunk = writer.chunk()) {
            chunks.add(message.apply(chunk.get()));
        }
        if (page.isEmpty() && !writer.rest().isEmpty()) {
            chunks.add(message.apply(writer.rest()));
        }
        return chunks;
    }

    private static ExportPartyAcsResponse message(ByteString chunk) {
        return ExportPartyAcsResponse.newBuilder().setChunk(chunk).build();
    }

    private ActiveContract element(StoredContract stored) {
        SortedSet<String> witnesses = new TreeSet<>(parties);
        witnesses.retainAll(stored.contract().stakeholders());
        return ActiveContract.newBuilder()
                .setCreatedEvent(stored.contract()
                        .event()
                        .setOffset(stored.createdOffset())
                        .setNodeId(stored.nodeId())
                        .setCreatedEventBlob(stored.contract().blob())
                        .addAllWitnessParties(witnesses)
                        .setAcsDelta(true))
                .setSynchronizerId(node.synchronizer().logicalId())
                .setReassignmentCounter(stored.reassignmentCounter())
                .build();
    }
}
