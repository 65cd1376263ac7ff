package io.partita.core.apply;

import io.partita.core.apply.step.Wording;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.Result;
import io.partita.core.state.Interlock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Open interlocks, for people. */
public final class OpenInterlocks {

    /**
     * How long a window may be open before its age is a warning of its own: a working night is longer than any import.
     */
    public static final Duration WINDOW_LIMIT = Duration.ofHours(4);

    /** How long pruning may be off: a schedule usually runs once a day. */
    public static final Duration PRUNING_LIMIT = Duration.ofHours(24);

    private OpenInterlocks() {}

    /** A warning for one that has been open for longer than its limit; empty for all others. */
    public static Optional<Diagnostic> tooOld(Interlock lock, Instant now) {
        Duration age = Duration.between(lock.since(), now);
        return switch (lock.kind()) {
            case ISOLATION ->
                past(age, WINDOW_LIMIT)
                        .map(text -> Diagnostic.warning(
                                        "isolation-old", lock.participant() + " has been isolated for " + text)
                                .because("nobody can use it meanwhile, and what it has to catch up grows; more than "
                                        + WINDOW_LIMIT.toHours() + " hours is more than an import needs")
                                .fix("If a backup is waited for, finish it, then resume.")
                                .next(NextCommand.resume())
                                .about(lock.participant().name()));
            case PRUNING_SUSPENDED ->
                past(age, PRUNING_LIMIT)
                        .map(text -> Diagnostic.warning(
                                        "pruning-off-long",
                                        "pruning has been off on " + lock.participant() + " for " + text)
                                .because("its database grows until the schedule is back")
                                .next(NextCommand.resume())
                                .about(lock.participant().name()));
            case PARTIAL_IMPORT, UNCONFIRMED_USE -> Optional.empty();
        };
    }

    private static Optional<String> past(Duration age, Duration limit) {
        return age.compareTo(limit) <= 0
                ? Optional.empty()
                : Optional.of(age.toHours() + " h " + age.toMinutesPart() + " min");
    }

    /** A schedule that somebody set while pruning was suspended: it stays. */
    public static Diagnostic scheduleOfSomebody(ParticipantName participant, PruningSchedule now, PruningSchedule old) {
        return Diagnostic.warning(
                        "pruning-set-meanwhile",
                        participant + " has another pruning schedule than before the run, and keeps it")
                .because("now: " + now.words() + "; before: " + old.words())
                .fix("Set the old one by hand, unless somebody meant to change it.")
                .about(participant.name());
    }

    /** One that this run cannot close: it is about a participant, whatever a plan calls it. */
    static Diagnostic ofAnotherPlan(Interlock lock) {
        return Diagnostic.error(
                        "interlock-of-another-plan",
                        "what run " + lock.run() + " left open on " + lock.participant() + " stays open")
                .because("it is about " + lock.participantId() + ", which is no participant of this plan")
                .fix("Go on with a plan that has it.")
                .about(lock.participant().name());
    }

    /** What is open, why it matters, and what closes it. */
    public static Diagnostic describe(Interlock lock) {
        String participant = lock.participant().name();
        Diagnostic said = switch (lock.kind()) {
            case ISOLATION ->
                Diagnostic.warning("open-isolation", participant + " is isolated since " + lock.since())
                        .because("run " + lock.run() + " keeps it away; before, it was: " + connections(lock))
                        .fix("Resume. Do not connect it by hand: it may lack contracts.")
                        .next(NextCommand.resume());
            case PRUNING_SUSPENDED ->
                Diagnostic.warning(
                                "open-pruning", "pruning is switched off on " + participant + " since " + lock.since())
                        .because("run " + lock.run() + " switched it off; the schedule was: " + schedule(lock))
                        .fix("Resume. Or set that schedule by hand.")
                        .next(NextCommand.resume());
            case PARTIAL_IMPORT ->
                Diagnostic.warning(
                                "open-import",
                                "the import of " + party(lock) + " into " + participant + " is not complete since "
                                        + lock.since())
                        .because(
                                "begun by run " + lock.run() + "; " + participant + " may hold a part of the contracts")
                        .fix("Resume. Never reconnect it before; if resuming does not help, restore its backup.")
                        .next(NextCommand.resume());
            case UNCONFIRMED_USE ->
                Diagnostic.warning(
                                "open-confirmation",
                                "nobody has confirmed yet that " + party(lock)
                                        + " was unused when it became active elsewhere")
                        .because(
                                "run " + lock.run()
                                        + " ended before that was so; a contract that a new host lacks ends its process at first use")
                        .fix("Do not use the party. Resume.")
                        .next(NextCommand.resume());
        };
        return said.about(participant);
    }

    private static String connections(Interlock lock) {
        return lock.before(Result.Connections.class)
                .map(before -> Wording.connections(before.connections()))
                .orElse("not known");
    }

    private static String schedule(Interlock lock) {
        return lock.before(Result.Schedule.class)
                .map(before -> before.schedule().words())
                .orElse("not known");
    }

    private static String party(Interlock lock) {
        return lock.party().map(party -> party.abbreviated()).orElse("a party");
    }
}
