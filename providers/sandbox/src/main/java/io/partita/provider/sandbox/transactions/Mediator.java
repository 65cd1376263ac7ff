package io.partita.provider.sandbox.transactions;

import io.partita.provider.sandbox.contracts.StoredContract;
import io.partita.provider.sandbox.topology.Hosting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The mediator's decision: for each party that must confirm, the threshold of its confirming hosts (semantics.md 6).
 * Answers come from the submitting participant first, then from the others by name; the first quorum decides. So a host
 * that lacks a contract rejects, and is overruled if it was not needed – which is what kills it later (experiments.md
 * 3).
 */
final class Mediator {

    private final Map<String, LocalLedger> participants;
    private final String submitter;

    /** @param participants by uid */
    Mediator(Map<String, LocalLedger> participants, String submitter) {
        this.participants = participants;
        this.submitter = submitter;
    }

    /** What the mediator says. */
    sealed interface Verdict {

        <R> R match(Function<Approved, R> approved, Function<Inactive, R> inactive, Function<TimedOut, R> timedOut);

        record Approved() implements Verdict {
            @Override
            public <R> R match(
                    Function<Approved, R> approved, Function<Inactive, R> inactive, Function<TimedOut, R> timedOut) {
                return approved.apply(this);
            }
        }

        /** Enough hosts of a party reject. */
        record Inactive(SortedSet<String> contracts) implements Verdict {
            @Override
            public <R> R match(
                    Function<Approved, R> approved, Function<Inactive, R> inactive, Function<TimedOut, R> timedOut) {
                return inactive.apply(this);
            }
        }

        /** Not enough hosts of these parties answer at all. */
        record TimedOut(SortedSet<String> parties) implements Verdict {
            @Override
            public <R> R match(
                    Function<Approved, R> approved, Function<Inactive, R> inactive, Function<TimedOut, R> timedOut) {
                return timedOut.apply(this);
            }
        }
    }

    /** @param hosting where a party is hosted when the request is sequenced */
    Verdict decide(List<Action> actions, Function<String, Optional<Hosting>> hosting) {
        SortedMap<String, Set<String>> inputs = inputsByConfirmer(actions);
        SortedSet<String> silent = new TreeSet<>();
        SortedSet<String> inactive = new TreeSet<>();
        for (Map.Entry<String, Set<String>> confirmer : inputs.entrySet()) {
            Hosting hosts = hosting.apply(confirmer.getKey()).orElse(null);
            int threshold = hosts == null ? 1 : hosts.threshold();
            int possible = 0;
            int approvals = 0;
            SortedSet<String> rejected = new TreeSet<>();
            for (LocalLedger host : confirmingHosts(hosts)) {
                possible++;
                SortedSet<String> unknown = inactiveHere(host, confirmer.getValue());
                approvals += unknown.isEmpty() ? 1 : 0;
                rejected.addAll(unknown);
            }
            if (approvals < threshold && possible >= threshold) {
                inactive.addAll(rejected);
            } else if (approvals < threshold) {
                silent.add(confirmer.getKey());
            }
        }
        if (!inactive.isEmpty()) {
            return new Verdict.Inactive(inactive);
        }
        return silent.isEmpty() ? new Verdict.Approved() : new Verdict.TimedOut(silent);
    }

    /** For each party that must confirm, the contracts whose activeness it vouches for. */
    private static SortedMap<String, Set<String>> inputsByConfirmer(List<Action> actions) {
        Set<String> created = new HashSet<>();
        SortedMap<String, Set<String>> inputs = new TreeMap<>();
        for (Action action : actions) {
            String id = action.contract().id();
            boolean input = action.match(create -> !created.add(id), exercise -> !created.contains(id));
            for (String party : action.confirmers()) {
                Set<String> contracts = inputs.computeIfAbsent(party, p -> new HashSet<>());
                if (input) {
                    contracts.add(id);
                }
            }
        }
        return inputs;
    }

    private List<LocalLedger> confirmingHosts(Hosting hosting) {
        List<LocalLedger> hosts = new ArrayList<>();
        if (hosting == null) {
            return hosts;
        }
        for (Hosting.Host host : hosting.hosts()) {
            LocalLedger ledger = participants.get(host.participant());
            if (host.confirms() && ledger != null && ledger.node().connected()) {
                hosts.add(ledger.node().uid().equals(submitter) ? 0 : hosts.size(), ledger);
            }
        }
        return hosts;
    }

    private static SortedSet<String> inactiveHere(LocalLedger host, Set<String> contracts) {
        SortedSet<String> result = new TreeSet<>();
        for (String id : contracts) {
            if (host.contracts().find(id).filter(StoredContract::active).isEmpty()) {
                result.add(id);
            }
        }
        return result;
    }
}
