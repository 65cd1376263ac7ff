package io.partita.core.apply.step;

import io.partita.core.apply.ActiveRun;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Signing;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.HostingState;
import io.partita.core.state.Interlock;
import io.partita.core.state.RunBook;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a run can be given up: only as long as no party may be active on a target that lacks its contracts. A
 * signature that was begun may have been given, whatever the journal lacks. It did nothing, and never will, once another
 * mapping has its serial: participants take no serial twice.
 */
public final class WayBack {

    private static final String MAY_BE_SIGNED =
            "a party's hosting was or may have been signed, so its isolated target may lack contracts that it must have before it connects";

    /** Of a confirmation that found a use: nothing that the run does mends it, and a plan of its own does. */
    private static final String USE_FOUND = "used-during-simple-path";

    private final ActiveRun run;

    public WayBack(ActiveRun run) {
        this.run = run;
    }

    /** What speaks against it, a phrase; empty when nothing does. Asks those who sign what has become of it. */
    public Optional<String> against() {
        if (run.interlocks().stream().anyMatch(this::mustBeClosed)) {
            return Optional.of("an import is partial or a use is unconfirmed");
        }
        return run.isInAWindow()
                ? completing()
                        .filter(WayBack::activates)
                        .flatMap(step -> against(step).stream())
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Whether the journal alone shows that nothing speaks against it: nothing was begun that could.
     *
     * @param operator as whom the run is done; what others sign is not known to it
     */
    public static boolean isFree(Plan plan, RunBook book, List<Interlock> interlocks, Optional<String> operator) {
        return interlocks.stream()
                        .allMatch(lock -> lock.kind() == Interlock.Kind.ISOLATION
                                || lock.kind() == Interlock.Kind.PRUNING_SUSPENDED)
                && plan.steps()
                        .flatMap(step -> signature(step).stream())
                        .filter(Step.Signature::completes)
                        .noneMatch(step -> book.step(step.id()).isBegun()
                                || !plan.participant(step.participant()).isReachedBy(operator));
    }

    private boolean mustBeClosed(Interlock lock) {
        return switch (lock.kind()) {
            case PARTIAL_IMPORT -> true;
            case UNCONFIRMED_USE -> foundUse(lock).isEmpty() && !isOfNoHost(lock);
            case ISOLATION, PRUNING_SUSPENDED -> false;
        };
    }

    /**
     * The confirmation of this run that has looked, and found a contract that the new hosts lack; a later look that came
     * to nothing does not change that.
     */
    public Optional<Step.ConfirmUnused> foundUse(Interlock lock) {
        return run.plan()
                .steps()
                .filter(step ->
                        step.kind() == Step.Kind.CONFIRM_UNUSED && step.party().equals(lock.party()))
                .filter(step -> run.record(step.id()).said().contains(USE_FOUND))
                .map(Step.ConfirmUnused.class::cast)
                .findFirst();
    }

    /** Whether the signature that opened it made nobody a host, and never will. */
    private boolean isOfNoHost(Interlock lock) {
        List<Step.Signature> signed = completing()
                .filter(step -> Optional.of(step.partyId()).equals(lock.party()))
                .filter(step -> !step.signing().unflagged().isEmpty())
                .toList();
        return lock.run().equals(run.id())
                && !signed.isEmpty()
                && signed.stream()
                        .allMatch(step ->
                                run.reaches(step.participant()) && against(step).isEmpty());
    }

    private Stream<Step.Signature> completing() {
        return run.plan().steps().flatMap(step -> signature(step).stream()).filter(Step.Signature::completes);
    }

    private static Optional<Step.Signature> signature(Step step) {
        return step instanceof Step.Signature signature ? Optional.of(signature) : Optional.empty();
    }

    /** Also by what is signed, and not only by whom the plan isolates for it. */
    private static boolean activates(Step.Signature step) {
        Signing signing = step.signing();
        return !signing.isolated().isEmpty()
                || signing.mapping().hosts().stream().anyMatch(Host::isOnboarding);
    }

    /** Of a signature of another operator nobody knows here: once its target is isolated it may have been given. */
    private Optional<String> against(Step.Signature step) {
        if (!run.reaches(step.participant())) {
            return Optional.of(MAY_BE_SIGNED);
        }
        boolean begun = run.record(step.id()).isBegun();
        try {
            return begun ? againstBegun(step) : againstOthers(step);
        } catch (CallFailed unanswered) {
            // What this run has not begun it has not done, and nobody has seen that others did.
            return begun ? Optional.of(MAY_BE_SIGNED) : Optional.empty();
        }
    }

    /** Only who is connected shows what is there now. */
    private Optional<String> againstBegun(Step.Signature step) throws CallFailed {
        ParticipantName view = step.participant();
        if (!Connections.isConnected(run.participant(view), run.plan().synchronizerAlias())) {
            return Optional.of(MAY_BE_SIGNED);
        }
        run.participant(view).synchronizerTime(run.synchronizer(view));
        List<HostingState> history = history(step);
        if (isFinishedElsewhere(step.signing(), history)) {
            return Optional.empty();
        }
        return isOvertaken(step.signing(), history) ? arrived(step, history) : Optional.of(MAY_BE_SIGNED);
    }

    /**
     * Whether its targets, of other operators, wait for nothing more that it could bring, as far as the hosting shows it.
     * It must have been effective. The receipt that says so may be lost.
     */
    private boolean isFinishedElsewhere(Signing signing, List<HostingState> history) {
        List<HostingMapping> since = history.stream()
                .map(HostingState::mapping)
                .dropWhile(mapping -> !mapping.equals(signing.mapping()))
                .toList();
        return !signing.isolated().isEmpty()
                && !since.isEmpty()
                && history.get(history.size() - 1).validUntil().isEmpty()
                && signing.isolated().stream()
                        .allMatch(target -> !run.reaches(target) && isFinished(run.idOf(target), since));
    }

    /**
     * Whether it lost the flag while it was a host, whatever became of it later, or is no host any more. Partita clears
     * the flag once the contracts are there; a clearance that somebody else left behind can clear it too. For who went
     * before that nobody exports any more.
     *
     * @param since from the mapping that made it a host on
     */
    private static boolean isFinished(ParticipantId target, List<HostingMapping> since) {
        boolean cleared = isFlagged(since.get(0).host(target))
                && since.stream()
                        .map(mapping -> mapping.host(target))
                        .dropWhile(WayBack::isFlagged)
                        .findFirst()
                        .filter(Optional::isPresent)
                        .isPresent();
        return cleared || since.get(since.size() - 1).host(target).isEmpty();
    }

    private static boolean isFlagged(Optional<Host> host) {
        return host.filter(Host::isOnboarding).isPresent();
    }

    private Optional<String> againstOthers(Step.Signature step) throws CallFailed {
        return arrived(step, history(step));
    }

    private List<HostingState> history(Step.Signature step) throws CallFailed {
        ParticipantName view = step.participant();
        return run.participant(view).hostingHistory(run.synchronizer(view), step.partyId());
    }

    /** Whether its serial is another mapping's, which is not about to be followed by another. */
    private static boolean isOvertaken(Signing signing, List<HostingState> history) {
        return !history.isEmpty()
                && history.get(history.size() - 1).validUntil().isEmpty()
                && history.get(history.size() - 1).mapping().serial()
                        >= signing.mapping().serial()
                && history.stream().map(HostingState::mapping).noneMatch(signing.mapping()::equals);
    }

    /** Whether one of those whom the mapping brings became a host since, by it or by another, and be it for a while. */
    private Optional<String> arrived(Step.Signature step, List<HostingState> history) {
        Signing signing = step.signing();
        int before = signing.before().map(HostingMapping::serial).orElse(0);
        return brought(signing).stream()
                .filter(host -> history.stream()
                        .map(HostingState::mapping)
                        .anyMatch(mapping ->
                                mapping.serial() > before && mapping.host(host).isPresent()))
                .findFirst()
                .map(host -> step.participant() + " shows that "
                        + run.plan().nameOf(host).map(ParticipantName::name).orElse(host.toString())
                        + " became a host of " + step.partyId().abbreviated()
                        + ", so it may lack contracts that it must have before it connects");
    }

    private Set<ParticipantId> brought(Signing signing) {
        Predicate<Host> wasThere = host -> signing.before()
                .flatMap(before -> before.host(host.participant()))
                .isPresent();
        return Stream.concat(
                        Stream.concat(signing.isolated().stream(), signing.unflagged().stream())
                                .map(run::idOf),
                        signing.mapping().hosts().stream()
                                .filter(Host::isOnboarding)
                                .filter(wasThere.negate())
                                .map(Host::participant))
                .collect(Collectors.toSet());
    }
}
