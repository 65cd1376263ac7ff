package io.partita.provider.sandbox.transactions;

import io.partita.proto.ledger.Commands;
import io.partita.provider.sandbox.ids.Uid;
import io.partita.provider.sandbox.lf.LfPackage;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.node.UpdateLog;
import io.partita.provider.sandbox.topology.Hosting;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.topology.TopologyView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Commands of one participant's clients: checked, interpreted, confirmed, sequenced. To be used under the lock of the
 * network.
 */
public final class Submission {

    private final LocalLedger ledger;
    private final Map<String, LocalLedger> participants;
    private final Node node;
    private long counter;

    /** @param participants all of the network, by uid, including this one */
    public Submission(LocalLedger ledger, Map<String, LocalLedger> participants) {
        this.ledger = ledger;
        this.participants = participants;
        this.node = ledger.node();
    }

    /**
     * Where a command took effect.
     *
     * @param offset on the submitting participant
     */
    public record Accepted(String updateId, long offset) {}

    /** Submits commands. The stage fails, after the time that confirming may take, if a quorum stays away. */
    public CompletionStage<Accepted> submit(Commands commands) {
        requireComplete(commands);
        if (!node.connected()) {
            throw SubmissionErrors.notConnected();
        }
        SortedSet<String> actAs = new TreeSet<>(commands.getActAsList());
        requireKnown(actAs, actAs);
        String updateId = newUpdateId(commands);
        long effectiveAt = node.synchronizer().nextTime();
        List<Action> actions = interpret(commands, actAs, updateId, effectiveAt);
        SortedSet<String> informees = new TreeSet<>();
        actions.forEach(action -> informees.addAll(action.informees()));
        requireSubmission(actAs);
        requireKnown(informees, new TreeSet<>());
        return new Mediator(participants, node.uid())
                .decide(actions, party -> hosting(party))
                .match(
                        approved -> CompletableFuture.completedFuture(
                                sequence(commands, actAs, updateId, effectiveAt, actions)),
                        inactive -> {
                            throw SubmissionErrors.inactive(inactive.contracts());
                        },
                        timedOut -> failLater(timedOut.parties()));
    }

    private Optional<Hosting> hosting(String party) {
        TopologyView topology = node.topology();
        return topology.hosting(party, topology.now());
    }

    private static void requireComplete(Commands commands) {
        if (commands.getUserId().isEmpty()) {
            throw SubmissionErrors.missing("user_id");
        }
        if (commands.getCommandId().isEmpty()) {
            throw SubmissionErrors.missing("command_id");
        }
        if (commands.getActAsCount() == 0) {
            throw SubmissionErrors.missing("party or act_as");
        }
        if (commands.getCommandsCount() == 0) {
            throw SubmissionErrors.missing("commands");
        }
    }

    private void requireKnown(SortedSet<String> parties, SortedSet<String> submitters) {
        SortedSet<String> unknown = new TreeSet<>(parties);
        unknown.removeIf(party -> hosting(party).isPresent());
        if (!unknown.isEmpty()) {
            throw submitters.isEmpty()
                    ? SubmissionErrors.unknownInformees(unknown)
                    : SubmissionErrors.unknownSubmitters(unknown);
        }
    }

    /** Submission, threshold 1, not onboarding (semantics.md 6). */
    private void requireSubmission(SortedSet<String> actAs) {
        SortedSet<String> onboarding = new TreeSet<>();
        for (String party : actAs) {
            Hosting hosting = hosting(party).orElseThrow();
            Hosting.Host host = hosting.host(node.uid()).orElse(null);
            if (host == null || host.permission() != Permission.SUBMISSION || hosting.threshold() != 1) {
                if (host == null || !host.onboarding()) {
                    throw SubmissionErrors.cannotSubmit(party);
                }
            }
            if (host.onboarding()) {
                onboarding.add(party);
            }
        }
        if (!onboarding.isEmpty()) {
            throw SubmissionErrors.onboarding(
                    onboarding,
                    Uid.shortened(node.synchronizer().logicalId()) + "::"
                            + node.synchronizer().protocolVersion() + "-0");
        }
    }

    private List<Action> interpret(Commands commands, SortedSet<String> actAs, String updateId, long effectiveAt) {
        PackageSelection packages = new PackageSelection(ledger);
        SortedSet<String> names = packages.names(commands.getCommandsList());
        Map<String, LfPackage> selection = new HashMap<>();
        SortedSet<String> involved = new TreeSet<>(actAs);
        while (true) {
            for (String name : names) {
                selection.put(
                        name,
                        packages.candidates(name, involved).stream()
                                .findFirst()
                                .orElseThrow(() -> packages.failed(name, involved)));
            }
            List<Action> actions = new Interpreter(ledger, new TreeSet<>(actAs), selection, updateId, effectiveAt)
                    .interpret(commands.getCommandsList());
            boolean more = false;
            for (Action action : actions) {
                more |= involved.addAll(action.informees());
            }
            if (!more) {
                return actions;
            }
        }
    }

    private Accepted sequence(
            Commands commands, SortedSet<String> actAs, String updateId, long effectiveAt, List<Action> actions) {
        // What is sequenced carries a later time than its submitter thought it had.
        node.synchronizer().tick();
        node.synchronizer()
                .sequence(TransactionBytes.encode(new LedgerTransaction.Daml(
                        updateId,
                        commands.getCommandId(),
                        commands.getWorkflowId(),
                        node.uid(),
                        List.copyOf(actAs),
                        effectiveAt,
                        actions)));
        return new Accepted(updateId, newestVisible());
    }

    private long newestVisible() {
        UpdateLog updates = node.updates();
        long offset = updates.end();
        while (updates.at(offset)
                .filter(update -> update.kind() == Update.Kind.INVISIBLE)
                .isPresent()) {
            offset--;
        }
        return offset;
    }

    private CompletionStage<Accepted> failLater(SortedSet<String> unresponsive) {
        CompletableFuture<Accepted> result = new CompletableFuture<>();
        long now = node.synchronizer().nextTime();
        long responseTimeout = node.topology().decisionTimeout(node.topology().now()) / 2;
        node.synchronizer()
                .at(now + responseTimeout, () -> result.completeExceptionally(SubmissionErrors.timedOut(unresponsive)));
        return result;
    }

    private String newUpdateId(Commands commands) {
        counter++;
        return UpdateIds.of("command/" + node.uid() + "/" + node.synchronizer().nextTime() + "/" + counter + "/"
                + commands.getCommandId());
    }
}
