package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Participant;
import io.partita.core.state.Interlock;
import io.partita.core.state.StepRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The import's own check looks into the target's store, and the party signs what its owner sees: so the proposal must be visible in both, with this participant's signature, before the
 * target goes away (procedure 3.1).
 */
final class ConsentAsHostExecution extends Execution {

    private final Step.ConsentAsHost step;

    ConsentAsHostExecution(Step.ConsentAsHost step, StepWork work) {
        super(work);
        this.step = step;
    }

    /** A restart may lose a proposal that was not sent yet; while nothing builds on it, it is looked for again. */
    @Override
    boolean stillHolds(StepRecord record) throws CallFailed {
        boolean built = work.open(Interlock.Kind.ISOLATION).isPresent()
                || Window.consents(work.plan())
                        .filter(consent -> consent.mapping().equals(step.mapping()))
                        .anyMatch(consent -> work.record(consent.id()).isBegun());
        return built || probe().isDone();
    }

    @Override
    Probe probe() throws CallFailed {
        if (isAuthorized(step.owner())) {
            return Probe.done("the mapping is authorized");
        }
        boolean own = isSigned(step.participant());
        boolean owner = isSigned(step.owner());
        if (own && owner) {
            return Probe.done("proposal for serial " + step.mapping().serial() + " seen on " + step.participant()
                    + " and " + step.owner());
        }
        return Probe.open(own ? "the proposal is not yet seen on " + step.owner() : "no signed proposal");
    }

    @Override
    void guard() throws CallFailed, Ended {
        Optional<HostingMapping> live =
                work.here().hosting(work.synchronizer(), step.mapping().party()).map(HostingState::mapping);
        new ConsentGround(work, step.mapping(), live).requireKept();
    }

    @Override
    SortedMap<String, String> intent() throws CallFailed {
        String signers = proposal(step.participant())
                .map(found -> found.signedBy().stream().map(Fingerprint::hex).collect(Collectors.joining(" ")))
                .orElse("");
        return new TreeMap<>(Map.of("serial", String.valueOf(step.mapping().serial()), Notes.SIGNERS_BEFORE, signers));
    }

    @Override
    void act() throws CallFailed {
        Optional<HostingProposal> there = proposal(step.participant());
        if (there.isPresent()) {
            work.here().sign(work.synchronizer(), there.get().transactionHash());
        } else {
            work.here()
                    .propose(work.synchronizer(), step.mapping(), work.limits().propose());
        }
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        Optional<String> seen = work.pollSigned(
                "until " + step.participant() + " and " + step.owner() + " see the proposal",
                () -> probe().done(),
                this::signAgain);
        if (seen.isEmpty()) {
            throw work.failed(
                    Diagnostic.error("proposal-not-seen", "the proposal of " + step.participant() + " does not arrive")
                            .because("after " + work.limits().effective().toSeconds() + " s: " + probe().found())
                            .fix("Check that " + step.participant() + " and " + step.owner()
                                    + " are connected and up to date, then resume.")
                            .next(NextCommand.resume())
                            .about(step.participant().name()));
        }
        return seen.get();
    }

    private void signAgain() throws CallFailed {
        if (!isSigned(step.participant()) && !isAuthorized(step.participant())) {
            act();
        }
    }

    private boolean isAuthorized(ParticipantName where) throws CallFailed {
        return work.at(where)
                .hosting(work.synchronizer(), step.mapping().party())
                .map(HostingState::mapping)
                .filter(step.mapping()::equals)
                .isPresent();
    }

    /** A key that signs by delegation has another fingerprint than the namespace: then a signature counts that was not there before. */
    private boolean isSigned(ParticipantName where) throws CallFailed {
        Fingerprint namespace = work.idHere().uid().namespace();
        Set<String> before = signersBefore();
        return proposal(where)
                .filter(found -> found.signedBy().stream()
                        .anyMatch(key -> key.equals(namespace) || (hasActed() && !before.contains(key.hex()))))
                .isPresent();
    }

    private boolean hasActed() {
        return work.record().isBegun();
    }

    private Set<String> signersBefore() {
        return work.record()
                .intent()
                .map(details -> details.getOrDefault(Notes.SIGNERS_BEFORE, ""))
                .map(text -> Set.copyOf(Arrays.asList(text.split(" "))))
                .orElse(Set.of());
    }

    private Optional<HostingProposal> proposal(ParticipantName where) throws CallFailed {
        return find(work.at(where), work, step.mapping());
    }

    /** The proposal with exactly the planned content and serial. */
    static Optional<HostingProposal> find(Participant where, StepWork work, HostingMapping mapping) throws CallFailed {
        List<HostingProposal> all = where.proposals(work.synchronizer(), mapping.party());
        return all.stream().filter(found -> found.mapping().equals(mapping)).findFirst();
    }
}
