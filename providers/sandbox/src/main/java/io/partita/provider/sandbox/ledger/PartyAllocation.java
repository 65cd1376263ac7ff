package io.partita.provider.sandbox.ledger;

import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.transactions.UpdateIds;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Creating local parties. For a party that several participants host already Canton does harm: it submits a mapping in
 * which this participant is the last host, with Submission, and never answers (wire.md 9.2). To be used under the lock
 * of the network.
 */
final class PartyAllocation {

    private final Node node;
    private final Set<String> inFlight = new HashSet<>();

    PartyAllocation(Node node) {
        this.node = node;
    }

    /** Completes with the party's id when it is effective here. */
    CompletionStage<String> allocate(String hint, String synchronizer) {
        requireConnected(hint, synchronizer);
        String identifier = hint.isEmpty() ? "party-" + UUID.randomUUID() : hint;
        String party = identifier + "::" + node.namespace();
        try {
            Uid.parse(party);
        } catch (Uid.Malformed e) {
            throw LedgerErrors.invalidArgument(e.getMessage());
        }
        if (inFlight.contains(party)) {
            throw CantonError.of(
                            "REQUEST_ALREADY_IN_FLIGHT",
                            2,
                            "Request with ID " + submissionId(party) + " is already in flight: Party " + party
                                    + " is in the process of being allocated on this node.")
                    .with("parties", "['" + identifier + "']")
                    .exception();
        }
        Optional<Hosting> existing =
                node.topology().hosting(party, node.topology().now());
        if (existing.isPresent() && onlyHere(existing.get())) {
            throw CantonError.of(
                            "INVALID_ARGUMENT",
                            8,
                            "The submitted request has invalid arguments: Party already exists: party "
                                    + Uid.shortened(party) + " is already allocated on this node")
                    .with("parties", "['" + identifier + "']")
                    .with("submissionId", "'" + submissionId(party) + "'")
                    .exception();
        }
        return existing.isPresent() ? rewrite(existing.get()) : create(party);
    }

    private void requireConnected(String hint, String synchronizer) {
        if (node.connected()
                && (synchronizer.isEmpty()
                        || synchronizer.equals(node.synchronizer().logicalId()))) {
            return;
        }
        throw synchronizer.isEmpty()
                ? CantonError.of(
                                "PARTY_ALLOCATION_WITHOUT_CONNECTED_SYNCHRONIZER",
                                9,
                                "Cannot allocate a party without being connected to a synchronizer")
                        .with("submission_id", submissionId(hint))
                        .indefinite()
                        .exception()
                : CantonError.of(
                                "NOT_CONNECTED_TO_SYNCHRONIZER",
                                9,
                                "This participant is not connected to synchronizer " + synchronizer + ".")
                        .with("synchronizer", synchronizer)
                        .exception();
    }

    private boolean onlyHere(Hosting hosting) {
        return hosting.hosts().size() == 1 && hosting.host(node.uid()).isPresent();
    }

    private CompletionStage<String> create(String party) {
        inFlight.add(party);
        CompletionStage<Void> effective =
                node.host(party, 1, List.of(new Hosting.Host(node.uid(), Permission.SUBMISSION, false)));
        return effective
                .handle((done, failure) -> {
                    node.exclusive().run(() -> inFlight.remove(party));
                    return failure;
                })
                .thenCompose(failure -> failure == null
                        ? CompletableFuture.completedFuture(party)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<String> rewrite(Hosting existing) {
        List<Hosting.Host> hosts = new ArrayList<>(existing.hosts());
        hosts.removeIf(host -> host.participant().equals(node.uid()));
        hosts.add(new Hosting.Host(node.uid(), Permission.SUBMISSION, false));
        inFlight.add(existing.party());
        node.host(existing.party(), existing.threshold(), hosts);
        return new CompletableFuture<>();
    }

    private static String submissionId(String party) {
        return UpdateIds.of("allocate/" + party);
    }
}
