package io.partita.cli.view;

import io.partita.cli.report.HostNames;
import io.partita.cli.report.RunStanding;
import io.partita.cli.result.Payload;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Formats;
import io.partita.cli.text.Inked;
import io.partita.cli.text.StepText;
import io.partita.cli.text.TextLayout;
import io.partita.core.apply.SavedPlan;
import io.partita.core.apply.WayOn;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.Fingerprint;
import io.partita.core.plan.StepId;
import io.partita.core.provider.HostingProposal;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Interlock;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunSummary;
import io.partita.core.store.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The end of a run, what is open, and what the state remembers. */
final class RunText {

    private RunText() {}

    /** The live hosting as a table. */
    static void hosting(TextLayout paper, List<Payload.LiveParty> parties) {
        for (Payload.LiveParty party : parties) {
            Inked from = party.readFrom()
                    .map(name -> Emphasis.FAINT.of(", as " + name + " sees it"))
                    .orElse(Inked.of(""));
            if (party.state().isEmpty()) {
                paper.line(
                        0,
                        2,
                        Emphasis.BOLD
                                .of("Party " + party.name())
                                .plus("  " + party.seen().words())
                                .plus(from));
                proposals(paper, party);
                continue;
            }
            HostNames names = new HostNames(party.names());
            party.state().ifPresent(state -> {
                var mapping = state.mapping();
                paper.copyable(
                        0,
                        Emphasis.BOLD
                                .of("Party " + party.name())
                                .plus("  ")
                                .plus(Emphasis.FAINT.of(mapping.party().toString())));
                int columns = mapping.hosts().stream()
                        .mapToInt(host -> names.name(host.participant()).length())
                        .max()
                        .orElse(0);
                mapping.hosts().forEach(host -> {
                    Inked row = Inked.of(TextLayout.padded(names.name(host.participant()), columns) + "  "
                            + host.permission().word());
                    paper.copyable(2, host.isOnboarding() ? row.plus(Emphasis.YELLOW.of("  onboarding")) : row);
                });
                paper.line(
                        2,
                        4,
                        Inked.of("threshold " + mapping.threshold() + ", serial " + mapping.serial())
                                .plus(from));
            });
            proposals(paper, party);
        }
    }

    private static void proposals(TextLayout paper, Payload.LiveParty party) {
        HostNames names = new HostNames(party.names());
        for (HostingProposal proposal : party.proposals().orElse(List.of())) {
            String hosts = proposal.mapping().hosts().stream()
                    .map(host -> names.name(host.participant()) + " "
                            + host.permission().word() + (host.isOnboarding() ? " (onboarding)" : ""))
                    .collect(Collectors.joining(", "));
            String signed =
                    proposal.signedBy().stream().map(Fingerprint::abbreviated).collect(Collectors.joining(", "));
            paper.line(
                    2,
                    4,
                    Emphasis.YELLOW
                            .of("proposed: ")
                            .plus("serial " + proposal.mapping().serial() + ", threshold "
                                    + proposal.mapping().threshold() + ", " + hosts + "; signed by "
                                    + (signed.isEmpty() ? "nobody" : signed)
                                    + "; not in force, and the next change of the party overtakes it"));
        }
    }

    static void interlocks(TextLayout paper, List<Interlock> interlocks, Instant now) {
        if (interlocks.isEmpty()) {
            return;
        }
        paper.line(0, 2, Emphasis.ALARM.of("Still open:"));
        interlocks.forEach(interlock -> paper.line(
                2,
                4,
                Inked.of("- ")
                        .plus(interlock(interlock))
                        .plus(", for " + Formats.time(Duration.between(interlock.since(), now)) + " (run "
                                + interlock.run() + ")")));
    }

    static Inked interlock(Interlock interlock) {
        return Emphasis.BOLD.of(interlock.participant().name()).plus(open(interlock));
    }

    private static String open(Interlock interlock) {
        return switch (interlock.kind()) {
            case ISOLATION -> " is isolated, as far as the journal says: it has to stay away from every synchronizer";
            case PRUNING_SUSPENDED -> " has its pruning schedule switched off";
            case PARTIAL_IMPORT ->
                " may hold only a part of the contracts"
                        + interlock
                                .party()
                                .map(party -> " of " + StepText.name(party))
                                .orElse("")
                        + ": it must not be connected";
            case UNCONFIRMED_USE ->
                " hosts a party that was added without an export"
                        + interlock
                                .party()
                                .map(party -> " (" + StepText.name(party) + ")")
                                .orElse("")
                        + ", and nobody has looked yet whether it was used meanwhile";
        };
    }

    /** What became of the steps that are not in place, and how many were not begun; nothing when there are none. */
    static String others(Map<StepId, Outcome> outcomes, long steps) {
        StringBuilder text = new StringBuilder();
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            long ended = outcomes.values().stream()
                    .filter(outcome -> outcome.kind() == kind && !outcome.isSuccess())
                    .count();
            String word = switch (kind) {
                case APPLIED, ALREADY_IN_PLACE -> "";
                case WAITING -> "waiting";
                case REFUSED -> "refused";
                case FAILED -> "failed";
                case UNKNOWN -> "of which nobody knows whether it was done";
            };
            text.append(ended == 0 ? "" : ", " + ended + " " + word);
        }
        long left = steps - outcomes.size();
        return text.append(left == 0 ? "" : ", " + left + " still to do").toString();
    }

    /** How an unfinished run stands, a sentence. */
    static String unfinished(Payload.Status content) {
        if (content.owner().isPresent()) {
            return "It is under way.";
        }
        boolean replaced = content.recording()
                .state()
                .unfinishedRun()
                .filter(run -> run.exit().equals(Optional.of(ExitStatus.STALE)))
                .map(run ->
                        WayOn.recorded(content.recording(), run, content.plan().map(SavedPlan::plan), Optional.empty()))
                .filter(NextCommand.plan()::equals)
                .isPresent();
        return replaced ? "It stopped stale and left nothing open: a new plan takes its place." : "It is unfinished.";
    }

    /** How far the unfinished run has come; empty when there is none, or its plan cannot be read. */
    static Optional<RunStanding> standing(Payload.Status content) {
        return content.recording()
                .state()
                .unfinishedRun()
                .flatMap(run ->
                        content.plan().map(saved -> RunStanding.of(saved.plan(), content.recording(), run.id())));
    }

    /** How far a run has come. */
    static void standing(TextLayout paper, RunStanding standing, Instant now) {
        String steps = standing.done() + " of " + Formats.of(standing.steps(), "step") + " in place";
        paper.line(
                2,
                4,
                Inked.of(standing.wave()
                        .map(wave ->
                                "wave " + wave.number() + "/" + standing.last() + "  " + wave.title() + "; " + steps)
                        .orElse(steps)));
        standing.begun()
                .forEach(begun -> paper.line(
                        2,
                        4,
                        Emphasis.BOLD
                                .of(begun.step().participant().name())
                                .plus("  " + StepText.of(begun.step()) + ", begun "
                                        + Formats.time(Duration.between(begun.since(), now)) + " ago")));
    }

    static void runs(TextLayout paper, List<RunSummary> runs) {
        if (runs.isEmpty()) {
            paper.line("No run is recorded here.");
        }
        runs.forEach(run -> paper.copyable(
                0,
                run.id() + "  " + TextLayout.padded(ending(run), 14) + "  started " + run.started() + "  plan "
                        + run.planHash()));
    }

    /** How a run stands, in a word or two. */
    static String ending(RunSummary run) {
        if (run.abandoned().isPresent()) {
            return "abandoned";
        }
        return run.exit().map(exit -> exit.word()).orElse("not ended");
    }

    static void journal(TextLayout paper, Recording recording, RunSummary run) {
        EventWords.of(recording, run.id())
                .forEach(told -> paper.line(
                        0,
                        27,
                        Emphasis.FAINT
                                .of(told.entry().time().toString())
                                .plus("  ")
                                .plus(told.text())));
    }
}
