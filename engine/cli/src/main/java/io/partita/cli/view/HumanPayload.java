package io.partita.cli.view;

import io.partita.cli.report.DeclarationComparison;
import io.partita.cli.report.DriftReport;
import io.partita.cli.report.KeyReport;
import io.partita.cli.report.PlanComparison;
import io.partita.cli.report.PlanReport;
import io.partita.cli.result.Payload;
import io.partita.cli.result.PayloadMatch;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Formats;
import io.partita.cli.text.Inked;
import io.partita.cli.text.StepText;
import io.partita.cli.text.TextLayout;
import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.RunResult;
import io.partita.core.apply.SavedPlan;
import io.partita.core.evidence.Evidence;
import io.partita.core.model.ParticipantName;
import io.partita.core.snapshot.Snapshot;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunSummary;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was asked for, as text. */
final class HumanPayload implements PayloadMatch<TextLayout> {

    private final TextLayout paper;
    private final CommandText commands;
    private final InstantSource clock;

    HumanPayload(TextLayout paper, CommandText commands, InstantSource clock) {
        this.paper = paper;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public TextLayout validated(Payload.Validated content) {
        int parties = content.declaration().parties().size();
        int participants = content.declaration().participants().size();
        paper.line(Emphasis.GREEN
                .of("The declaration is in order")
                .plus(": " + Formats.of(parties, "party") + " on " + Formats.of(participants, "participant")
                        + ", synchronizer "
                        + content.declaration().synchronizer().value() + "."));
        KeyReport.of(content.declaration().keys().values()).forEach(this::key);
        return paper;
    }

    private void key(KeyReport key) {
        paper.copyable(
                0,
                "Key " + key.name() + ": " + key.fingerprint() + ", "
                        + key.spec().word());
        paper.line(2, 4, Emphasis.FAINT.of(key.signs()));
    }

    @Override
    public TextLayout planned(Payload.Planned content) {
        plan(content.plan(), content.extent());
        content.file().ifPresent(file -> paper.copyable(0, "Saved as: " + file));
        return paper;
    }

    /** A plan, as much of it as was asked for. */
    TextLayout plan(SavedPlan plan, Payload.Extent extent) {
        PlanReport report = PlanReport.of(plan);
        switch (extent) {
            case BRIEF -> new PlanBrief(report).write(paper);
            case WHOLE -> new PlanText(report).write(paper);
        }
        return paper;
    }

    @Override
    public TextLayout compared(Payload.Compared content) {
        new ComparisonText(PlanComparison.of(content.before(), content.after())).write(paper);
        return paper;
    }

    @Override
    public TextLayout drifted(Payload.Drifted content) {
        new DriftText(DriftReport.of(content.drift())).write(paper);
        content.file().ifPresent(file -> paper.copyable(0, "Saved as: " + file));
        return paper;
    }

    @Override
    public TextLayout laidOut(Payload.LaidOut content) {
        return AuthoredText.laidOut(paper, content);
    }

    @Override
    public TextLayout adopted(Payload.Adopted content) {
        return AuthoredText.adopted(paper, content);
    }

    @Override
    public TextLayout revised(Payload.Revised content) {
        new RevisedText(DeclarationComparison.of(content.declared())).write(paper);
        content.plan().ifPresent(plan -> {
            paper.blank();
            planned(plan);
        });
        return paper;
    }

    @Override
    public TextLayout recorded(Payload.Recorded content) {
        Snapshot snapshot = content.snapshot();
        String participants = snapshot.participants().keySet().stream()
                .map(ParticipantName::name)
                .collect(Collectors.joining(", "));
        long used = snapshot.parties().values().stream()
                .filter(party -> !party.hosts().isEmpty())
                .count();
        paper.line(
                0,
                2,
                Emphasis.BOLD
                        .of("Snapshot of " + participants)
                        .plus(" on " + snapshot.synchronizer().alias() + ", recorded at " + snapshot.recorded() + ": "
                                + Formats.of(snapshot.parties().size(), "party") + ", the contracts of " + used
                                + " of them."));
        paper.copyable(0, "Saved as: " + content.file());
        return paper.copyable(0, "Hash: " + content.name().snapshot());
    }

    @Override
    public TextLayout forecasts(Payload.Forecasts content) {
        for (DryRunReport.Forecast forecast : content.report().forecasts()) {
            String verdict = word(forecast.verdict());
            paper.line(
                    0,
                    24,
                    TextLayout.padded(ink(forecast.verdict()).of(verdict), 13)
                            .plus(" " + forecast.step().participant() + "  " + StepText.of(forecast.step()) + ": "
                                    + forecast.found() + " ")
                            .plus(Emphasis.FAINT.of("[" + forecast.coverage().covered() + "]")));
        }
        paper.blank();
        coverage(content.report());
        paper.line(0, 2, ending(content.report()));
        return paper.copyable(0, "Hash: " + content.plan().hash());
    }

    @Override
    public TextLayout rehearsed(Payload.Rehearsed content) {
        return RehearsalText.write(paper, content);
    }

    @Override
    public TextLayout ran(Payload.Ran content) {
        RunResult result = content.result();
        paper.blank();
        RunText.hosting(paper, content.hosting());
        RunText.interlocks(paper, result.interlocks(), clock.instant());
        long steps = content.plan().plan().steps().count();
        long succeeded =
                result.outcomes().values().stream().filter(Outcome::isSuccess).count();
        paper.blank();
        String run = result.run().map(id -> "Run " + id + ": ").orElse("");
        String others = RunText.others(result.outcomes(), steps);
        return paper.line(
                0,
                2,
                Emphasis.BOLD.of(run + succeeded + " of " + Formats.of(steps, "step") + " in place" + others + "."));
    }

    @Override
    public TextLayout hosting(Payload.Hosting content) {
        if (content.parties().isEmpty()) {
            paper.line("No party is declared.");
        } else {
            RunText.hosting(paper, content.parties());
        }
        KeyReport.of(content.keys()).forEach(this::key);
        return paper;
    }

    @Override
    public TextLayout examined(Payload.Examined content) {
        return CheckupText.write(paper, content.report(), commands);
    }

    @Override
    public TextLayout status(Payload.Status content) {
        var state = content.recording().state();
        content.owner()
                .ifPresent(
                        owner -> paper.line(0, 2, Emphasis.YELLOW.of("Locked").plus(" by " + owner)));
        boolean whole = content.read() == Payload.Status.StateRead.WHOLE;
        if (!whole) {
            paper.line(
                    0,
                    2,
                    Emphasis.YELLOW.of("Only a part of the state could be read. What follows is what that says."));
        }
        RunText.interlocks(paper, state.interlocks(), content.now());
        if (state.runs().isEmpty()) {
            paper.line(
                    whole
                            ? "No run is recorded here."
                            : "It says nothing of a run; whether there was one is not known.");
            return content.participants() == Payload.Status.Asked.NOT_ASKED
                    ? paper.line("No participant was asked what is open there.")
                    : asked(content.participants());
        }
        RunSummary last = state.runs().get(state.runs().size() - 1);
        String ago = Formats.time(Duration.between(last.started(), content.now()));
        paper.line(
                0,
                2,
                Inked.of("Last run ")
                        .plus(Emphasis.BOLD.of(last.id().id()))
                        .plus(": " + RunText.ending(last) + ", started " + ago + " ago"));
        paper.copyable(2, "plan " + last.planHash());
        if (state.unfinishedRun().isPresent()) {
            paper.line(0, 2, Emphasis.YELLOW.of(RunText.unfinished(content)));
            RunText.standing(content)
                    .ifPresentOrElse(
                            standing -> RunText.standing(paper, standing, content.now()),
                            () -> paper.line(2, 4, "How far it is is not known: its plan was not read."));
            return asked(content.participants());
        }
        paper.line(
                0,
                2,
                whole
                        ? Emphasis.GREEN.of("Nothing is running, waiting or open.")
                        : Emphasis.YELLOW.of("Whether anything is running, waiting or open is not known."));
        return asked(content.participants());
    }

    /** What the participants show, where they were asked because the state cannot say it. */
    private TextLayout asked(Payload.Status.Asked participants) {
        return switch (participants) {
            case NOT_ASKED, SOMETHING_OPEN -> paper;
            case NOTHING_OPEN -> paper.line("The participants were asked and show nothing that a run leaves open.");
            case UNKNOWN -> paper.line(Emphasis.YELLOW.of("What is open at the participants is not known."));
        };
    }

    @Override
    public TextLayout runs(Payload.Runs content) {
        RunText.runs(paper, content.runs());
        return paper;
    }

    @Override
    public TextLayout journalled(Payload.Journalled content) {
        RunText.journal(paper, content.recording(), content.run());
        return paper.line(0, 2, Emphasis.BOLD.of("Run " + content.run().id() + ": " + RunText.ending(content.run())));
    }

    @Override
    public TextLayout verified(Payload.Verified content) {
        var state = content.recording().state();
        return paper.line(
                0,
                2,
                Emphasis.GREEN
                        .of("The state is whole")
                        .plus(": " + Formats.of(content.recording().entries().size(), "journal line") + ", "
                                + Formats.of(state.runs().size(), "run") + ", revision " + state.revision() + "."));
    }

    @Override
    public TextLayout rebuilt(Payload.Rebuilt content) {
        paper.line(0, 2, Emphasis.GREEN.of("A fresh state was made").plus(", lineage " + content.lineage() + "."));
        if (!content.record().kept().isEmpty()) {
            paper.line(
                    0,
                    2,
                    "The former files are kept in .partita/" + content.record().kept() + ".");
        }
        paper.line(0, 2, Emphasis.YELLOW.of("Not known").plus(", and recorded so:"));
        content.record().unknown().forEach(each -> paper.line(2, 4, "- " + each));
        return paper;
    }

    @Override
    public TextLayout handedOver(Payload.HandedOver content) {
        return HandoverText.write(paper, content);
    }

    @Override
    public TextLayout signaturesWanted(Payload.SignaturesWanted content) {
        return SignatureText.wanted(paper, content);
    }

    @Override
    public TextLayout signatureRead(Payload.SignatureRead content) {
        return SignatureText.read(paper, content);
    }

    @Override
    public TextLayout evidenced(Payload.Evidenced content) {
        Evidence evidence = content.evidence();
        String what =
                content.action() == Payload.EvidenceAction.VERIFIED ? "The evidence is whole" : "Evidence of a run";
        String ended = evidence.exit().map(exit -> ", ended " + exit.word()).orElse(", without an end");
        paper.line(
                0,
                2,
                Emphasis.GREEN
                        .of(what)
                        .plus(": run " + evidence.run() + ended + ", "
                                + Formats.of(evidence.entries().size(), "journal line") + " from " + evidence.first()
                                + " to " + evidence.last() + ", "
                                + Formats.of(evidence.requests(), "request")
                                + " that may have changed something."));
        paper.copyable(0, "Plan: " + evidence.planHash());
        if (evidence.approvals().isEmpty()) {
            paper.line("Nobody had to approve it.");
        }
        evidence.approvals()
                .forEach(
                        approval -> paper.copyable(0, "Approved by " + approval.who() + " with key " + approval.key()));
        if (content.action() == Payload.EvidenceAction.WRITTEN) {
            paper.copyable(0, "Saved as: " + content.file());
        }
        return paper.copyable(0, "Hash: " + content.sha256());
    }

    @Override
    public TextLayout unlocked(Payload.Unlocked content) {
        return paper.line(content.owner()
                .map(owner -> "Removed the lock of " + owner + ".")
                .orElse("There was no lock."));
    }

    @Override
    public TextLayout world(Payload.World content) {
        return WorldText.write(paper, content);
    }

    @Override
    public TextLayout version(Payload.Version content) {
        return paper.line(
                Inked.of("partita " + content.version()).plus(Emphasis.FAINT.of(" (Java " + content.java() + ")")));
    }

    @Override
    public TextLayout text(Payload.Text content) {
        content.text().lines().forEach(line -> paper.copyable(0, line));
        return paper;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What was looked at of which steps, and what was not. */
    private void coverage(DryRunReport report) {
        for (DryRunReport.Coverage coverage : DryRunReport.Coverage.values()) {
            long steps = report.forecasts().stream()
                    .filter(forecast -> forecast.coverage() == coverage)
                    .count();
            if (steps > 0) {
                paper.line(
                        0,
                        2,
                        Emphasis.FAINT.of("[" + coverage.covered() + "]: " + Formats.of(steps, "step")
                                + "; not looked at: " + coverage.missing()));
            }
        }
    }

    private static String ending(DryRunReport report) {
        String steps = Formats.of(report.forecasts().size(), "step");
        return switch (report.grade()) {
            case OFFLINE -> "Dry run, offline: " + steps + "; nobody was asked and nothing was changed.";
            case LIVE -> {
                long probed = report.forecasts().stream()
                        .filter(forecast -> forecast.coverage() == DryRunReport.Coverage.PROBED_AND_FACTS_READ)
                        .count();
                yield "Dry run: " + probed + " of " + steps + " could be probed now; nothing was changed.";
            }
        };
    }

    private static Emphasis ink(DryRunReport.Verdict verdict) {
        return switch (verdict) {
            case WOULD_APPLY -> Emphasis.CYAN;
            case IN_PLACE -> Emphasis.GREEN;
            case STALE, REFUSED -> Emphasis.ALARM;
            case WOULD_WAIT, UNREADABLE, NOT_ASKED -> Emphasis.YELLOW;
        };
    }
}
