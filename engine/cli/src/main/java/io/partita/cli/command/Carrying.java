package io.partita.cli.command;

import io.partita.cli.answer.Answer;
import io.partita.cli.answer.Content;
import io.partita.cli.answer.Exit;
import io.partita.cli.live.LiveView;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.Apply;
import io.partita.core.apply.ApplyOptions;
import io.partita.core.apply.DryRunReport;
import io.partita.core.apply.RunResult;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.provider.Network;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Carries out a plan in a unit, shows it meanwhile, and turns its end into an answer.
 *
 * @param command which command does it
 * @param session of whom
 * @param unit where
 * @param plan what
 * @param options what else was said
 */
record Carrying(String command, Session session, Unit unit, SavedPlan plan, ApplyOptions options) {

    /** @param work one of {@link Apply}'s ways to work */
    Answer out(BiFunction<Apply, SavedPlan, RunResult> work) {
        return withNetwork(network -> {
            RunResult result = run(network, work);
            Exit exit = Exits.of(result.exit());
            if (result.run().isEmpty()) {
                // It never began, so there is nothing to sum up.
                return new Answer(
                        command, exit, Optional.empty(), result.diagnostics(), result.next(), Optional.empty());
            }
            Content ran = new Content.Ran(plan, result, LiveHosting.of(plan.plan(), network));
            Answer answer =
                    Answer.of(command, exit, ran).saying(result.diagnostics()).then(result.next());
            return exit == Exit.DONE ? answer.then(NextCommand.show()) : answer;
        });
    }

    private RunResult run(Network network, BiFunction<Apply, SavedPlan, RunResult> work) {
        try (LiveView live = session.view().run()) {
            Apply apply = new Apply(network, unit.state(), unit.workspace(), live, options, session.ticker());
            return Interrupts.during(() -> work.apply(apply, plan), apply::requestStop, session.view());
        }
    }

    Answer dryRun() {
        return withNetwork(network -> {
            try (LiveView live = session.view().run()) {
                DryRunReport report = new Apply(
                                network, unit.state(), unit.workspace(), live, options, session.ticker())
                        .dryRun(plan);
                return Answer.of(command, Exits.of(report.exit()), new Content.Forecasts(plan, report))
                        .saying(report.diagnostics());
            }
        });
    }

    private Answer withNetwork(Function<Network, Answer> work) {
        Checked<Network> opened =
                Networks.open(plan.plan(), unit, session.terminal().env(), session.ticker());
        if (!opened.isPresent()) {
            return Answer.failed(command, opened.diagnostics());
        }
        try (Network network = opened.value()) {
            return work.apply(network);
        }
    }
}
