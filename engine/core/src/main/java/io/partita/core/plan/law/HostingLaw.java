package io.partita.core.plan.law;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A party keeps its hosts and its keys, its serials follow each other, and a host is added either with the onboarding flag and isolated, or without and with proof that the party is unused. */
final class HostingLaw extends Law {

    private final Map<PartyId, HostingMapping> current = new HashMap<>();
    private final Map<PartyId, Map<ParticipantName, StepId>> checked = new HashMap<>();
    private final Map<HostingMapping, List<StepId>> proposed = new HashMap<>();
    private final Map<PartyId, StepId> changed = new HashMap<>();
    private final Map<StepId, Set<ParticipantName>> confirmed = new HashMap<>();
    private final Set<HostingMapping> signed = new HashSet<>();
    private final Map<ParticipantId, PlannedParticipant> participants = new HashMap<>();

    HostingLaw(Plan plan, RunOrder order) {
        super(plan, order);
        plan.parties().forEach(party -> party.before().ifPresent(before -> current.put(before.party(), before)));
        plan.participants().values().forEach(participant -> participants.put(participant.id(), participant));
        plan.steps().forEach(step -> {
            if (step instanceof Step.ConsentAsParty consent) {
                signed.add(consent.mapping());
            } else if (step instanceof Step.ConfirmUnused confirm) {
                confirmed
                        .computeIfAbsent(confirm.consent(), consent -> new HashSet<>())
                        .addAll(confirm.targets());
            }
        });
    }

    @Override
    void step(Step step) {
        if (step instanceof Step.ConsentAsHost consent) {
            follows(step, consent.mapping());
            signedLater(consent);
            proposed.computeIfAbsent(consent.mapping(), mapping -> new ArrayList<>())
                    .add(consent.id());
        } else if (step instanceof Step.CheckUnused check) {
            Map<ParticipantName, StepId> targets = checked.computeIfAbsent(check.party(), party -> new HashMap<>());
            check.targets().forEach(target -> targets.put(target, check.id()));
        } else if (step instanceof Step.ConsentAsParty consent) {
            follows(step, consent.mapping());
            added(consent);
            proposed.getOrDefault(consent.mapping(), List.of())
                    .forEach(host -> after(consent, host, "the party signs what its hosts have signed"));
            change(consent, consent.mapping());
        } else if (step instanceof Step.ClearOnboarding clearing) {
            follows(step, clearing.cleared());
            change(clearing, clearing.cleared());
        }
    }

    private void change(Step step, HostingMapping next) {
        current.put(next.party(), next);
        changed.put(next.party(), step.id());
    }

    private void follows(Step step, HostingMapping next) {
        Optional<HostingMapping> before = Optional.ofNullable(current.get(next.party()));
        Optional.ofNullable(changed.get(next.party()))
                .ifPresent(change -> after(step, change, "a serial follows the one before"));
        for (Host host : before.map(HostingMapping::hosts).orElse(List.of())) {
            if (next.host(host.participant()).isEmpty()) {
                broken(
                        step,
                        "'" + step.id() + "' removes " + name(host.participant()) + " from the hosts",
                        "there is no supported way to remove a host");
            }
        }
        before.ifPresent(mapping -> {
            if (next.serial() != mapping.serial() + 1) {
                broken(
                        step,
                        "'" + step.id() + "' makes serial " + next.serial() + " out of serial " + mapping.serial(),
                        "a serial follows the one before");
            }
            if (!next.signingKeys().equals(mapping.signingKeys())) {
                broken(step, "'" + step.id() + "' changes the keys of the party", "keys are carried over untouched");
            }
        });
    }

    /** What a host proposes has to be what the party signs: another proposal would lie there, waiting for a signature. One that is signed already does not follow the live mapping. */
    private void signedLater(Step.ConsentAsHost consent) {
        if (!signed.contains(consent.mapping())) {
            broken(
                    consent,
                    "'" + consent.id() + "' proposes a mapping that no step makes effective",
                    "it would be left lying as an open proposal");
        }
    }

    private void added(Step.ConsentAsParty consent) {
        HostingMapping before = current.get(consent.mapping().party());
        if (before == null) {
            return;
        }
        for (Host host : consent.mapping().hosts()) {
            if (before.host(host.participant()).isEmpty()) {
                addedHost(consent, host);
            }
        }
    }

    private void addedHost(Step.ConsentAsParty consent, Host host) {
        Optional<PlannedParticipant> participant = participant(host.participant());
        if (participant.isEmpty()) {
            broken(
                    consent,
                    "'" + consent.id() + "' adds a host that is not a participant of the plan: " + host.participant(),
                    "nobody would bring its contracts there");
        } else if (host.isOnboarding()
                && !consent.isolated().contains(participant.get().name())) {
            broken(
                    consent,
                    "'" + consent.id() + "' does not ask for "
                            + participant.get().name() + " to be isolated",
                    "a target that is connected when the party becomes active on it is corrupted silently");
        } else if (!host.isOnboarding()) {
            addedUnused(consent, participant.get().name());
        }
    }

    /** That the confirmation comes after the consent is another law: it names it. */
    private void addedUnused(Step.ConsentAsParty consent, ParticipantName target) {
        StepId check = checked.getOrDefault(consent.mapping().party(), Map.of()).get(target);
        if (check == null || !confirmed.getOrDefault(consent.id(), Set.of()).contains(target)) {
            broken(
                    consent,
                    "'" + consent.id() + "' adds " + target
                            + " without its contracts and without a look whether there are any",
                    "the first use of a contract that it never got ends its process");
        } else {
            after(consent, check, "what was looked at later says nothing");
        }
    }

    private Optional<PlannedParticipant> participant(ParticipantId id) {
        return Optional.ofNullable(participants.get(id));
    }

    private String name(ParticipantId id) {
        return participant(id).map(participant -> participant.name().toString()).orElseGet(id::toString);
    }
}
