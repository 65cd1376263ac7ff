package io.partita.core.plan;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One mapping on its way to being effective: what it follows, and who signs it in which order. The last signature
 * completes the quorum, and is given only while every participant of {@link #isolated} is seen to be isolated: the
 * mapping makes the party active there, and its contracts are not there yet.
 *
 * @param name what the plan calls the party
 * @param before the mapping that it follows; empty for a new party
 * @param mapping exactly what is signed
 * @param signers none when the mapping is in force already; else at least one: the hosts whose own consent the mapping
 *     needs, then the authority's signers; one that this plan reaches first, since it proposes
 * @param isolated participants that get the party with its onboarding flag
 * @param unflagged participants that get an existing party without the flag, and so without its contracts
 */
public record Signing(
        String name,
        Optional<HostingMapping> before,
        HostingMapping mapping,
        List<Signer> signers,
        SortedSet<ParticipantName> isolated,
        SortedSet<ParticipantName> unflagged) {

    public Signing {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(mapping, "mapping");
        signers = List.copyOf(signers);
        isolated = Collections.unmodifiableSortedSet(new TreeSet<>(isolated));
        unflagged = Collections.unmodifiableSortedSet(new TreeSet<>(unflagged));
        if (signers.isEmpty() && !before.equals(Optional.of(mapping))) {
            throw new IllegalArgumentException("nobody signs serial " + mapping.serial() + " of " + name);
        }
    }

    /**
     * Who has to sign follows from what changes: new hosts and hosts that get more consent themselves, everything else
     * is the party's (semantics 4). A participant of the authority that is a new host as well signs once.
     *
     * @param names the participants of the plan; a host that is none of them cannot be asked, and does not become one
     */
    static Signing of(
            PartyChange change,
            Optional<HostingMapping> before,
            HostingMapping mapping,
            Map<ParticipantId, ParticipantName> names) {
        List<Signer> signers = new ArrayList<>();
        SortedSet<ParticipantName> isolated = new TreeSet<>();
        SortedSet<ParticipantName> unflagged = new TreeSet<>();
        for (Host host : mapping.hosts()) {
            Optional<Host> was = before.flatMap(mappingBefore -> mappingBefore.host(host.participant()));
            ParticipantName name = names.get(host.participant());
            boolean raised =
                    was.isPresent() && host.permission().compareTo(was.get().permission()) > 0;
            if (name == null || was.isPresent() && !raised) {
                continue;
            }
            if (was.isEmpty() && host.isOnboarding()) {
                isolated.add(name);
            } else if (was.isEmpty() && before.isPresent()) {
                unflagged.add(name);
            }
            if (!change.authority().isSigner(name)) {
                signers.add(new Signer.AtParticipant(host.participant().uid().namespace(), name));
            }
        }
        signers.addAll(change.authority().signers());
        proposerFirst(signers);
        return new Signing(change.name(), before, mapping, signers, isolated, unflagged);
    }

    /** A mapping that is in force: nobody signs it, and its target lacks the contracts. */
    static Signing inForce(PartyChange change, HostingMapping mapping, ParticipantName target) {
        return new Signing(
                change.name(),
                Optional.of(mapping),
                mapping,
                List.of(),
                new TreeSet<>(List.of(target)),
                new TreeSet<>());
    }

    /** Whose key nobody of the plan reaches can only sign what was proposed. A participant proposes where there is one. */
    private static void proposerFirst(List<Signer> signers) {
        signers.stream()
                .filter(signer -> signer.kind() != Signer.Kind.OUTSIDE)
                .min(Comparator.comparing(Signer::kind))
                .ifPresent(proposer -> {
                    signers.remove(proposer);
                    signers.add(0, proposer);
                });
    }

    public PartyId party() {
        return mapping.party();
    }

    /**
     * Whether a participant becomes a host of a party that exists, or the party comes into being: nothing takes that
     * back.
     */
    public boolean isIrreversible() {
        return before.isEmpty() || !isolated.isEmpty() || !unflagged.isEmpty();
    }

    /** Whether a participant has to agree as a host: it becomes one, or gets a higher permission. */
    public boolean needsConsentOf(ParticipantId participant) {
        return mapping.host(participant)
                .filter(host -> before.flatMap(mappingBefore -> mappingBefore.host(participant))
                        .map(was -> host.permission().compareTo(was.permission()) > 0)
                        .orElse(true))
                .isPresent();
    }

    /** The step in which a signer signs: the first one proposes. */
    public StepId step(Signer signer) {
        Step.Kind kind = signers.get(0).equals(signer) ? Step.Kind.PROPOSE : Step.Kind.SIGN;
        return StepId.of(kind, signer.label() + rest());
    }

    /** What follows the participant or the signer in the ids of its steps, with its slash. */
    String rest() {
        return "/" + subject();
    }

    /** What it is about, in the ids of steps. */
    String subject() {
        return subject(name, mapping);
    }

    static String subject(String name, HostingMapping mapping) {
        return name + "/" + mapping.serial();
    }

    /** The step whose signature makes the mapping effective. */
    public StepId completion() {
        return step(signers.get(signers.size() - 1));
    }

    /** Whether this signer's signature makes the mapping effective. */
    public boolean isCompletedBy(Signer signer) {
        return signers.get(signers.size() - 1).equals(signer);
    }

    /** The next mapping, without one host's onboarding flag: what follows an activation once the flag is gone. */
    public static HostingMapping withoutFlag(HostingMapping mapping, ParticipantId cleared) {
        List<Host> hosts = mapping.hosts().stream()
                .map(host -> host.participant().equals(cleared)
                        ? new Host(cleared, host.permission(), Onboarding.CLEAR)
                        : host)
                .toList();
        return new HostingMapping(
                mapping.party(), mapping.serial() + 1, mapping.threshold(), hosts, mapping.signingKeys());
    }
}
