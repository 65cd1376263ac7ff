package io.partita.provider.sandbox;

import io.grpc.BindableService;
import io.partita.provider.sandbox.node.FatalProcessing;
import io.partita.provider.sandbox.node.LedgerSide;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.NodeLedger;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.synchronizer.SequencedTransaction;
import io.partita.provider.sandbox.topology.VettedPackage;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.wire.CantonError;
import io.partita.provider.sandbox.world.World;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The least of a ledger: a transaction is a text that every node records; "poison:NAME" is fatal on the node of that
 * name as long as it has no antidote.
 */
final class IdleLedger implements LedgerSide {

    final Map<String, Node> nodes = new HashMap<>();
    final Set<String> antidotes = new HashSet<>();
    final Set<String> stakeholders = new HashSet<>();
    final Set<String> signatories = new HashSet<>();

    @Override
    public NodeLedger open(Node node) {
        nodes.put(node.name(), node);
        return new Idle(node);
    }

    @Override
    public void seed(
            World world, Map<String, Node> all, Map<String, String> parties, Runnable settle, Runnable removal) {
        // Nothing to seed: there are no contracts here.
    }

    private final class Idle implements NodeLedger {

        private final Node node;

        private Idle(Node node) {
            this.node = node;
        }

        @Override
        public List<BindableService> services(Api api) {
            return List.of();
        }

        @Override
        public void process(SequencedTransaction transaction) {
            String text = new String(transaction.payload(), StandardCharsets.UTF_8);
            if (text.equals("poison:" + node.name()) && !antidotes.contains(node.name())) {
                throw new FatalProcessing("a contract is missing");
            }
            node.updates().append(Update.Kind.TRANSACTION, transaction.time(), transaction.payload());
        }

        @Override
        public boolean holdsContractsOf(String party) {
            return stakeholders.contains(party);
        }

        @Override
        public boolean holdsContractsSignedBy(String party) {
            return signatories.contains(party);
        }

        @Override
        public Optional<CantonError> objectionToVetting(
                List<VettedPackage> before, List<VettedPackage> after, Set<Integer> force) {
            return Optional.empty();
        }

        @Override
        public void stop() {
            // Holds nothing that runs.
        }
    }
}
