package io.partita.cli.view;

import io.partita.cli.answer.Content;
import io.partita.core.state.Interlock;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The end of a run, what is open, and what the state remembers. */
final class RunText {

    private RunText() {}

    /** The live hosting as a table. */
    static void hosting(Paper paper, List<Content.LiveParty> parties) {
        for (Content.LiveParty party : parties) {
            String from = party.readFrom()
                    .map(name -> Ink.FAINT.of(", as " + name + " sees it"))
                    .orElse("");
            if (party.state().isEmpty()) {
                paper.line(0, 2, Ink.BOLD.of("Party " + party.name()) + "  hosted nowhere" + from);
                continue;
            }
            HostingText names = new HostingText(party.names());
            party.state().ifPresent(state -> {
                var mapping = state.mapping();
                paper.copyable(
                        0,
                        Ink.BOLD.of("Party " + party.name()) + "  "
                                + Ink.FAINT.of(mapping.party().toString()));
                int columns = mapping.hosts().stream()
                        .mapToInt(host -> names.name(host.participant()).length())
                        .max()
                        .orElse(0);
                mapping.hosts().forEach(host -> {
                    String flag = host.isOnboarding() ? Ink.YELLOW.of("  onboarding") : "";
                    paper.copyable(
                            2,
                            Paper.padded(names.name(host.participant()), columns) + "  "
                                    + host.permission().word() + flag);
                });
                paper.line(2, 4, "threshold " + mapping.threshold() + ", serial " + mapping.serial() + from);
            });
        }
    }

    static void interlocks(Paper paper, List<Interlock> interlocks, Instant now) {
        if (interlocks.isEmpty()) {
            return;
        }
        paper.line(0, 2, Ink.ALARM.of("Still open:"));
        interlocks.forEach(interlock -> paper.line(
                2,
                4,
                "- " + interlock(interlock) + ", for " + Amount.time(Duration.between(interlock.since(), now))
                        + " (run " + interlock.run() + ")"));
    }

    static String interlock(Interlock interlock) {
        String participant = Ink.BOLD.of(interlock.participant().name());
        return switch (interlock.kind()) {
            case ISOLATION -> participant + " is isolated: it stays away from every synchronizer";
            case PRUNING_SUSPENDED -> participant + " has its pruning schedule switched off";
            case PARTIAL_IMPORT ->
                participant + " may hold only a part of the contracts"
                        + interlock
                                .party()
                                .map(party -> " of " + StepText.name(party))
                                .orElse("")
                        + ": it must not be connected";
            case UNCONFIRMED_USE ->
                participant + " hosts a party that was added without an export"
                        + interlock
                                .party()
                                .map(party -> " (" + StepText.name(party) + ")")
                                .orElse("")
                        + ", and nobody has looked yet whether it was used meanwhile";
        };
    }

    static void runs(Paper paper, List<RunSummary> runs) {
        if (runs.isEmpty()) {
            paper.line("No run is recorded here.");
        }
        runs.forEach(run -> paper.copyable(
                0,
                run.id() + "  " + Paper.padded(ending(run), 14) + "  started " + run.started() + "  plan "
                        + run.planHash()));
    }

    /** How a run stands, in a word or two. */
    static String ending(RunSummary run) {
        if (run.abandoned().isPresent()) {
            return "abandoned";
        }
        return run.exit().map(exit -> exit.word()).orElse("not ended");
    }

    static void journal(Paper paper, List<JournalEntry> entries, RunSummary run) {
        for (JournalEntry entry : entries) {
            for (var event : entry.events()) {
                EventWords.About about = event.match(EventWords.WORDS);
                if (about.run().isEmpty() || about.run().get().equals(run.id())) {
                    paper.line(0, 27, Ink.FAINT.of(entry.time() + "") + "  " + about.text());
                }
            }
        }
    }
}
