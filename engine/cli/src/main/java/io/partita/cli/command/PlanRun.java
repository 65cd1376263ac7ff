package io.partita.cli.command;

import io.partita.cli.live.LiveView;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import io.partita.cli.unit.KeySignings;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.Apply;
import io.partita.core.apply.ApplyOptions;
import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.DryRunReport.Grade;
import io.partita.core.apply.OfflineDryRun;
import io.partita.core.apply.Previews;
import io.partita.core.apply.RunResult;
import io.partita.core.apply.SavedPlan;
import io.partita.core.apply.step.SettledReading;
import io.partita.core.approval.Consent;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.provider.KeySigning;
import io.partita.core.provider.Network;
import io.partita.core.store.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Carries out a plan in a unit, shows it meanwhile, and turns its end into an answer.
 *
 * @param command which command does it
 * @param session of whom
 * @param unit where
 * @param access the folder that the access of the plan starts from
 * @param plan what
 * @param options what else was said
 * @param workspace where it keeps its files
 * @param consent of people to the plan
 */
record PlanRun(
        String command,
        Session session,
        Unit unit,
        Unit access,
        SavedPlan plan,
        ApplyOptions options,
        Workspace workspace,
        Consent consent) {

    /** @param work one of {@link Apply}'s ways to work */
    Result out(BiFunction<Apply, SavedPlan, RunResult> work) {
        // Before any secret is fetched: the ways to it are in a plan that the state may have brought.
        return Doubts.about(command, unit).orElseGet(() -> ran(work));
    }

    private Result ran(BiFunction<Apply, SavedPlan, RunResult> work) {
        return withNetwork(Networks.Calls.ALL, network -> {
            RunResult result = run(network, work);
            ExitCode exit = ExitCode.of(result.exit());
            if (result.run().isEmpty()) {
                // It never began, so there is nothing to sum up.
                return Result.failed(command, result.diagnostics()).ending(exit).then(result.next());
            }
            Payload ran = new Payload.Ran(plan, result, LiveHosting.of(plan.plan(), options.operator(), network));
            Result answer =
                    Result.of(command, exit, ran).saying(result.diagnostics()).then(result.next());
            // To show is to ask all participants, which a run of one operator does not reach.
            boolean shows = exit == ExitCode.DONE && options.operator().isEmpty();
            return shows ? answer.then(NextCommand.show()) : answer;
        });
    }

    private RunResult run(Network network, BiFunction<Apply, SavedPlan, RunResult> work) {
        try (LiveView live = session.view().run()) {
            Apply apply = new Apply(network, keys(), unit.state(), workspace, live, options, session.ticker(), consent);
            return Interrupts.during(() -> work.apply(apply, plan), apply::requestStop, session.view());
        }
    }

    private KeySigning keys() {
        return KeySignings.in(access.folder(), session.terminal().env());
    }

    Result dryRun(Grade grade) {
        // As before a run: what the state cannot be believed for, neither can a forecast from it.
        return Doubts.about(command, unit).orElseGet(() -> switch (grade) {
            case OFFLINE -> forecast(new OfflineDryRun(plan, unit.state(), options, keys()).report());
            case LIVE -> live();
        });
    }

    private Result forecast(DryRunReport report) {
        return Result.of(command, ExitCode.of(report.exit()), new Payload.Forecasts(plan, report))
                .saying(report.diagnostics())
                .then(report.next());
    }

    /** Over connections that carry no write, whatever a step is about to call. */
    private Result live() {
        return withNetwork(Networks.Calls.READS_ONLY, network -> {
            try (LiveView live = session.view().run()) {
                DryRunReport report = new Apply(
                                network, keys(), unit.state(), workspace, live, options, session.ticker())
                        .dryRun(plan);
                return forecast(report);
            }
        });
    }

    /** Of a plan with nothing to do: whether that is still so. Nothing is recorded. */
    Result settled() {
        return withNetwork(Networks.Calls.READS_ONLY, network -> {
            List<Diagnostic> moved =
                    new SettledReading(plan.plan(), options.operator(), network, session.ticker()).diagnostics();
            return moved.isEmpty()
                    ? Result.of(command, ExitCode.DONE, Payload.Planned.asText(plan))
                    : Result.failed(command, moved);
        });
    }

    private Result withNetwork(Networks.Calls calls, Function<Network, Result> work) {
        // Before any way to a participant is opened.
        Optional<Diagnostic> preview = Previews.refusal(plan);
        if (preview.isPresent()) {
            return Result.failed(command, preview.get());
        }
        Checked<Network> opened = Networks.open(
                plan.plan(),
                options.operator(),
                calls,
                access,
                session.terminal().env(),
                session.ticker());
        if (!opened.isPresent()) {
            return Result.failed(command, opened.diagnostics());
        }
        try (Network network = opened.value()) {
            return work.apply(network);
        }
    }
}
