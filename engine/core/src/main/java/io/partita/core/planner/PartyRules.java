package io.partita.core.planner;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.health.ParticipantHealth;
import io.partita.core.health.Use;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.provider.HostingState;
import io.partita.core.topology.CurrentParticipant;
import io.partita.core.topology.CurrentTopology;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judgements over one party and its live mapping, which no server makes (semantics 4, experiments 8 and 9). */
final class PartyRules {

    private PartyRules() {}

    /**
     * What has to hold whichever way the party goes.
     *
     * @param absences why those that have to be there are not
     * @param repaired hosts of which a person says that nobody else is at them: they are taken as they are
     */
    static List<Diagnostic> of(
            PartyDifference difference,
            List<CurrentParticipant> signers,
            CurrentTopology topology,
            Absences absences,
            List<CurrentParticipant> repaired) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        if (!difference.isHostedAsDeclared()) {
            diagnostics.addAll(quorum(difference));
        }
        if (difference.live().isEmpty()) {
            ReleaseRules.creation(difference, topology.synchronizer().protocolVersion())
                    .ifPresent(diagnostics::add);
        }
        onboardingElsewhere(difference, topology).ifPresent(diagnostics::add);
        diagnostics.addAll(disconnected(difference, signers, absences, repaired));
        return diagnostics;
    }

    /** A participant that has to sign, export or be asked has to see the topology of now. */
    private static List<Diagnostic> disconnected(
            PartyDifference difference,
            List<CurrentParticipant> signers,
            Absences absences,
            List<CurrentParticipant> repaired) {
        List<CurrentParticipant> involved = new ArrayList<>(difference.added());
        involved.addAll(difference.raised());
        involved.addAll(difference.flagged());
        involved.removeAll(repaired);
        involved.addAll(signers);
        return involved.stream()
                .distinct()
                .flatMap(participant -> absences.of(participant).stream()
                        .map(found -> found.at(participant.declared().name().range())))
                .toList();
    }

    /** With kept hosts and the live threshold, which the declaration alone does not show. */
    private static List<Diagnostic> quorum(PartyDifference difference) {
        PartyHosting desired = difference.desired();
        SourceRange range = difference
                .declared()
                .threshold()
                .map(Declared::range)
                .orElse(difference.declared().range());
        List<Diagnostic> diagnostics = new ArrayList<>();
        if (desired.threshold() > desired.confirmingHosts()) {
            diagnostics.add(Diagnostic.error(
                            "threshold-too-high",
                            difference.name() + " would need " + desired.threshold() + " confirmations and have "
                                    + desired.confirmingHosts() + " confirming hosts")
                    .because("hosts with observation do not confirm; every transaction of the party would time out")
                    .fix("lower the threshold, or give more hosts confirmation")
                    .about(difference.name())
                    .at(range));
        }
        if (difference.signingKeys().isPresent() && desired.hosts().containsValue(Permission.SUBMISSION)) {
            diagnostics.add(Diagnostic.error(
                            "external-submission",
                            difference.name() + " is an external party, and a host would have submission")
                    .because("its transactions are signed with its own keys; no participant submits for it")
                    .fix("declare confirmation or observation for all hosts")
                    .about(difference.name())
                    .at(difference.declared().range()));
        }
        if (desired.threshold() > 1 && desired.hosts().containsValue(Permission.SUBMISSION)) {
            diagnostics.add(Diagnostic.error(
                            "submission-with-threshold",
                            difference.name() + " would have submission with a threshold of " + desired.threshold())
                    .because("a participant can submit for a party only with a threshold of 1")
                    .fix("declare confirmation for all hosts, or a threshold of 1")
                    .about(difference.name())
                    .at(range));
        }
        return diagnostics;
    }

    /** A mapping with somebody else's flag changes by itself, and its pinned serial would be wrong at any moment. */
    private static Optional<Diagnostic> onboardingElsewhere(PartyDifference difference, CurrentTopology topology) {
        Set<ParticipantId> own =
                difference.flagged().stream().map(CurrentParticipant::id).collect(Collectors.toSet());
        String others = difference.live().map(HostingMapping::hosts).orElse(List.of()).stream()
                .filter(host -> host.isOnboarding() && !own.contains(host.participant()))
                .map(host -> topology.call(host.participant()))
                .sorted()
                .collect(Collectors.joining(", "));
        if (others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Diagnostic.refusal("onboarding-under-way", difference.name() + " is being replicated to " + others)
                        .because("its mapping still carries an onboarding flag there, and changes when the flag goes")
                        .fix("plan again when the flag is gone")
                        .about(difference.name())
                        .at(difference.declared().range()));
    }

    /** Why a party that is hosted nowhere cannot be created. */
    static Optional<Diagnostic> creation(PartyDifference difference, int lastSerial) {
        DeclaredParty declared = difference.declared();
        if (lastSerial > 0) {
            return Optional.of(Diagnostic.refusal(
                            "party-was-removed", difference.name() + " existed before and is hosted nowhere now")
                    .because("its mapping reached serial " + lastSerial
                            + "; contracts of then may be left, and no host could give them to a new one")
                    .fix("use another name for a new party")
                    .about(difference.name())
                    .at(declared.range()));
        }
        return declared.identity()
                .match(
                        local -> Optional.empty(),
                        known -> Optional.of(Diagnostic.error(
                                        "party-not-found", difference.party() + " does not exist on the synchronizer")
                                .because("a party that is given by its full id has to exist")
                                .fix("correct the id, or declare it with `local on:` so that it is created")
                                .about(difference.name())
                                .at(known.id().range())),
                        external -> Optional.empty(),
                        decentralized -> Optional.empty());
    }

    static Diagnostic noSource(PartyDifference difference) {
        return Diagnostic.refusal("no-source", "no declared participant has the contracts of " + difference.name())
                .because("an export needs a connected host of the party without the onboarding flag")
                .fix("declare a participant that hosts the party now, and connect it")
                .about(difference.name())
                .at(difference.declared().range());
    }

    /** Of a repair of what a host missed. */
    static Diagnostic noSource(PartyDifference difference, CurrentParticipant target) {
        return Diagnostic.refusal(
                        "no-source",
                        "no declared participant shows what " + target.name() + " lacks of " + difference.name())
                .because("an export needs a connected host of the party without the onboarding flag that became one"
                        + " before " + target.name() + " and had every contract then: whoever came later, or came"
                        + " without the contracts, may lack the same")
                .fix("declare such a participant and connect it; where every host lacks contracts, repair the one that"
                        + " came first")
                .about(difference.name())
                .at(difference.declared().range());
    }

    /**
     * A repair may have to be given up, which connects its target as before. A run that has made a party active
     * elsewhere cannot be given up any more, so the two are never one plan.
     */
    static List<Diagnostic> repairsAlone(List<RoutedParty> parties) {
        List<RoutedParty> others =
                parties.stream().filter(party -> !party.isRepair()).toList();
        if (others.isEmpty()) {
            return List.of();
        }
        String named = others.stream().map(RoutedParty::name).collect(Collectors.joining(", "));
        return parties.stream()
                .filter(RoutedParty::isRepair)
                .map(party -> repairAlone(
                        party.difference(),
                        "the plan would change " + named + " as well, and could then not be given up any more: a repair"
                                + " that cannot be finished would leave its target offline",
                        "declare the others as they are now, repair, and then plan what is to change"))
                .toList();
    }

    /** In whatever order the hosts are named, the consent of a new one would be the last signature. */
    static Diagnostic signedTooEarly(PartyDifference difference, HostingMapping mapping) {
        return Diagnostic.refusal(
                        "signed-too-early",
                        "serial " + mapping.serial() + " of " + difference.name() + " is signed for the party already")
                .because(
                        "it is proposed with its hosts in every order, and signed each time by who has to sign last: the"
                                + " party would be active on a new host that is connected and lacks its contracts")
                .fix("find out who signs by hand. Declare another permission of the new host, or another change of the"
                        + " party first: what becomes effective makes these proposals disappear")
                .about(difference.name())
                .at(difference.declared().range());
    }

    /**
     * What is purged of a party is told by who else is hosted there. While another party comes to the same target, a
     * stale contract that the two share is neither's, and would stay active for ever.
     */
    static List<Diagnostic> purgesAlone(List<RoutedParty> parties) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (RoutedParty party : parties) {
            for (ParticipantName target : party.leftOver().keySet()) {
                List<String> others = parties.stream()
                        .filter(other -> other != party && other.isOffline())
                        .filter(other -> other.targets().stream()
                                .anyMatch(coming -> coming.name().equals(target)))
                        .map(RoutedParty::name)
                        .toList();
                if (!others.isEmpty()) {
                    diagnostics.add(repairAlone(
                            party.difference(),
                            String.join(", ", others) + " would come to " + target
                                    + " as well: a contract of both that was archived since would be left there as one of"
                                    + " the other's",
                            "declare the others there when this plan is done, one after the other"));
                }
            }
        }
        return diagnostics;
    }

    static Diagnostic repairAlone(PartyDifference difference, String why, String fix) {
        return Diagnostic.refusal("repair-alone", "the repair of " + difference.name() + " is a plan of its own")
                .because(why)
                .fix(fix)
                .about(difference.name())
                .at(difference.declared().range());
    }

    /** About what a person said to be repaired that is not: a word that changes nothing was meant for something else. */
    static List<Diagnostic> nothingToRepair(Set<Repair> said, Predicate<Repair> isRepaired) {
        return said.stream()
                .filter(isRepaired.negate())
                .sorted()
                .map(PartyRules::nothingToRepair)
                .toList();
    }

    private static Diagnostic nothingToRepair(Repair repair) {
        return Diagnostic.error("nothing-to-repair", "there is nothing to repair for " + repair)
                .because(
                        "no declared party of this name has the onboarding flag on a declared participant of that name,"
                                + " none is hosted there without it, and none with contracts that is to be hosted there"
                                + " was hosted there before")
                .fix("look at the hosting; without something that is missing nothing is repaired")
                .next(NextCommand.show());
    }

    /** About a host without the flag that lacks nothing, though a person said that it does. */
    static Diagnostic lacksNothing(PartyDifference difference, CurrentParticipant target) {
        return Diagnostic.error(
                        "nothing-to-repair",
                        "there is nothing to repair for " + new Repair(difference.name(), target.name()))
                .because(target.name() + " has no onboarding flag, and every contract that " + difference.name()
                        + " had when it became a host, or has seen it archived")
                .fix("look at the hosting; without something that is missing nothing is repaired")
                .next(NextCommand.show());
    }

    /** What is left over is found by comparing the target with the source, in the middle of a run. */
    static Optional<Diagnostic> oneHand(
            PartyDifference difference, CurrentParticipant target, CurrentParticipant source) {
        Optional<String> ofTarget = target.declared().operator().map(Declared::value);
        Optional<String> ofSource = source.declared().operator().map(Declared::value);
        return ofTarget.equals(ofSource)
                ? Optional.empty()
                : Optional.of(Diagnostic.refusal(
                                "repair-in-two-hands",
                                "what is left over on " + target.name() + " is found by comparing it with "
                                        + source.name())
                        .because("the two have other operators, and nobody's run reaches both")
                        .fix("declare both for one operator, who runs this plan alone")
                        .about(difference.name())
                        .at(target.declared().name().range()));
    }

    /**
     * Parties that became active on a target at the same time as one that is repaired: contracts that they share are in
     * no export (experiments 1), so no import would heal it.
     */
    static List<Diagnostic> activeTogether(
            PartyDifference difference, CurrentParticipant target, SortedMap<PartyId, List<HostingState>> histories) {
        Optional<Instant> own = becameHost(histories.getOrDefault(difference.party(), List.of()), target.id());
        return histories.entrySet().stream()
                .filter(other -> !other.getKey().equals(difference.party()))
                .filter(other -> own.isPresent()
                        && becameHost(other.getValue(), target.id()).equals(own))
                .map(other -> Diagnostic.refusal(
                                "activations-at-the-same-time",
                                difference.name() + " and " + other.getKey().abbreviated() + " became active on "
                                        + target.name() + " at the same time")
                        .because("at " + own.get()
                                + "; contracts that the two share are then in no export of either, and"
                                + " nothing else would tell")
                        .fix("remove " + target.name() + " as a host of " + difference.name()
                                + " by hand (the party's signature is enough), then plan with it as a new host")
                        .about(difference.name())
                        .at(difference.declared().range()))
                .toList();
    }

    /** Since when it is a host without a break; empty when it is none. @param history oldest first */
    private static Optional<Instant> becameHost(List<HostingState> history, ParticipantId host) {
        Optional<Instant> since = Optional.empty();
        for (int at = history.size() - 1; at >= 0; at--) {
            if (history.get(at).mapping().host(host).isEmpty()) {
                return since;
            }
            since = Optional.of(history.get(at).validFrom());
        }
        return since;
    }

    /**
     * A participant that hosted a used party before keeps what it had then, and would show it as active. What it has
     * since it became a host for the last time is no such thing.
     *
     * @param said what a person says to be repaired
     */
    static List<Diagnostic> hostedEarlier(
            PartyDifference difference,
            List<CurrentParticipant> targets,
            List<HostingState> history,
            Set<Repair> said) {
        return targets.stream()
                .filter(target -> wasRemoved(target.id(), difference, history))
                .map(target -> hostedEarlier(difference, target, said))
                .toList();
    }

    private static Diagnostic hostedEarlier(PartyDifference difference, CurrentParticipant target, Set<Repair> said) {
        Diagnostic refusal = Diagnostic.refusal(
                        "hosted-earlier", target.name() + " hosted " + difference.name() + " before and was removed")
                .because("contracts of then stay active on it although they may be archived since; an import does not"
                        + " remove them")
                .about(difference.name())
                .at(difference.declared().range());
        boolean host =
                difference.flagged().contains(target) || difference.missed().contains(target);
        return host
                ? refusal.fix("restore the backup of " + target.name()
                        + " from before it became a host; do not import by hand")
                : refusal.fix("If it was removed for good then, and nobody needs what it kept of then, plan the repair:"
                                + " it purges on " + target.name() + " what the party's hosts do not have any more, and"
                                + " nothing that another party there is a stakeholder of")
                        .next(new Repair(difference.name(), target.name()).with(said));
    }

    /** @param history oldest first */
    private static boolean wasRemoved(ParticipantId host, PartyDifference difference, List<HostingState> history) {
        boolean hosted = false;
        for (HostingState state : history) {
            boolean now = state.mapping().host(host).isPresent();
            if (hosted && !now) {
                return true;
            }
            hosted = now;
        }
        return hosted
                && difference.live().flatMap(mapping -> mapping.host(host)).isEmpty();
    }

    /**
     * What must hold before the contracts of a party can move.
     *
     * @param owners declared participants that own its namespace
     * @param folder the declaration's, to which programs are relative
     */
    static List<Diagnostic> offline(
            PartyDifference difference,
            List<CurrentParticipant> owners,
            int quorum,
            CurrentParticipant source,
            Path folder) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<CurrentParticipant> targets =
                difference.added().stream().filter(owners::contains).toList();
        if (targets.size() >= quorum) {
            diagnostics.add(ownersOffline(difference, targets, quorum));
        }
        diagnostics.addAll(offline(difference, difference.added(), source, folder));
        return diagnostics;
    }

    /** What must hold of those whom the contracts move from and to. @param folder as above */
    static List<Diagnostic> offline(
            PartyDifference difference, List<CurrentParticipant> targets, CurrentParticipant source, Path folder) {
        List<Diagnostic> diagnostics = new ArrayList<>(ReleaseRules.offline(source, difference.name()));
        for (CurrentParticipant target : targets) {
            ReleaseRules.offline(target, difference.name()).stream()
                    .filter(diagnostic -> !diagnostics.contains(diagnostic))
                    .forEach(diagnostics::add);
            backup(difference, target.declared()).ifPresent(diagnostics::add);
            Stream.of(
                            ParticipantHealth.storage(target.status().storage()),
                            ParticipantHealth.backup(
                                    target.name(), target.declared().backup(), folder))
                    .flatMap(Optional::stream)
                    .filter(problem -> problem.concerns(Use.PLAN))
                    .map(problem -> problem.diagnostic(target.name(), Use.PLAN)
                            .at(target.declared().name().range()))
                    .forEach(diagnostics::add);
        }
        return diagnostics;
    }

    /**
     * An owner's consent as a host counts for the namespace too, and is given while it is connected: the one that
     * completes the quorum has to be another owner's.
     */
    private static Diagnostic ownersOffline(PartyDifference difference, List<CurrentParticipant> targets, int quorum) {
        String names = targets.stream().map(owner -> owner.name().name()).collect(Collectors.joining(", "));
        Diagnostic refusal = Diagnostic.refusal(
                "owner-cannot-be-target", names + " cannot receive " + difference.name() + " offline");
        return (quorum == 1
                        ? refusal.because(
                                        "the party is in its namespace, so it would have to sign for the party while it"
                                                + " is disconnected")
                                .fix(
                                        "host the party on another participant; only an unused party can be added to its own"
                                                + " namespace's participant")
                        : refusal.because(
                                        "of the owners of the namespace " + quorum + " have to sign, and the consent of"
                                                + " an owner as a host counts as well: none would be left to sign last, while "
                                                + names + " are isolated")
                                .fix("add fewer of them in one plan, and the others in the next"))
                .about(difference.name())
                .at(difference.declared().range());
    }

    private static Optional<Diagnostic> backup(PartyDifference difference, DeclaredParticipant target) {
        boolean needed = target.access()
                .match(
                        endpoints -> target.backup().match(none -> true, manual -> false, command -> false),
                        sandbox -> false);
        if (!needed) {
            return Optional.empty();
        }
        String name = target.name().value().name();
        return Optional.of(Diagnostic.refusal("no-backup", name + " has no backup declared")
                .because("it is to import the contracts of " + difference.name()
                        + ", and a participant has to be backed up before an import")
                .fix("write `backup manual` or `backup { command … }` in the block of " + name)
                .about(name)
                .at(target.name().range()));
    }
}
