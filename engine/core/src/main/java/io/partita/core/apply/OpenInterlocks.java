package io.partita.core.apply;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.Interlock;

/** Open interlocks, for people. */
public final class OpenInterlocks {

    private OpenInterlocks() {}

    /** What is open, why it matters, and what closes it. */
    public static Diagnostic describe(Interlock lock) {
        String participant = lock.participant().name();
        Diagnostic said = switch (lock.kind()) {
            case ISOLATION ->
                Diagnostic.warning("open-isolation", participant + " is isolated since " + lock.since())
                        .because("run " + lock.run() + " disconnected it; before, it was: " + lock.values())
                        .fix("Run: partita resume. Do not connect it by hand: it may lack contracts.");
            case PRUNING_SUSPENDED ->
                Diagnostic.warning(
                                "open-pruning", "pruning is switched off on " + participant + " since " + lock.since())
                        .because("run " + lock.run() + " switched it off; the schedule was: " + lock.values())
                        .fix("Run: partita resume. Or set that schedule by hand.");
            case PARTIAL_IMPORT ->
                Diagnostic.warning(
                                "open-import",
                                "the import of " + party(lock) + " into " + participant + " is not complete since "
                                        + lock.since())
                        .because(
                                "begun by run " + lock.run() + "; " + participant + " may hold a part of the contracts")
                        .fix(
                                "Run: partita resume. Never reconnect it before; if resuming does not help, restore its backup.");
            case UNCONFIRMED_USE ->
                Diagnostic.warning(
                                "open-confirmation",
                                "nobody has confirmed yet that " + party(lock)
                                        + " was unused when it became active elsewhere")
                        .because(
                                "run " + lock.run()
                                        + " stopped before it looked; a contract that a new host lacks ends its process at first use")
                        .fix("Do not use the party. Run: partita resume.");
        };
        return said.about(participant);
    }

    private static String party(Interlock lock) {
        return lock.party().map(party -> party.abbreviated()).orElse("a party");
    }
}
