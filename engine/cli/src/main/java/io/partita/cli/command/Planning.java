package io.partita.cli.command;

import io.partita.cli.result.Result;
import io.partita.cli.unit.DeclaredFiles;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Snapshots;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.plan.Plan;
import io.partita.core.planner.Planner;
import io.partita.core.planner.Repair;
import io.partita.core.provider.Network;
import io.partita.core.snapshot.Snapshot;
import io.partita.core.snapshot.SnapshotPlanner;
import io.partita.core.topology.Pause;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;

/** From a folder to a plan. */
final class Planning {

    private Planning() {}

    static Checked<SavedPlan> plan(DeclaredUnit declared, Session session) {
        return plan(declared, session, Set.of());
    }

    /** @param repairs what a person says that nobody else is doing */
    static Checked<SavedPlan> plan(DeclaredUnit declared, Session session, Set<Repair> repairs) {
        Pause pause = session.ticker();
        return declared.way()
                .then(way -> session.asking(declared).then(opened -> {
                    try (Network network = opened) {
                        return new Planner(pause)
                                .plan(declared.checked(), declared.unit().folder(), way, network, repairs)
                                .map(plan -> saved(plan, declared, session));
                    }
                }));
    }

    /** From a folder and a snapshot to a preview: nobody is asked, no secret is read and nothing is started. */
    static Checked<SavedPlan> preview(DeclaredUnit declared, Path snapshot, Session session) {
        return Snapshots.read(snapshot).then(recorded -> preview(declared, recorded, session));
    }

    /** The same, from what a snapshot that was read holds. */
    static Checked<SavedPlan> preview(DeclaredUnit declared, Snapshot snapshot, Session session) {
        return declared.way()
                .then(way -> new SnapshotPlanner(snapshot)
                        .plan(declared.checked(), declared.unit().folder(), way))
                .map(plan -> saved(plan, declared, session));
    }

    private static SavedPlan saved(Plan plan, DeclaredUnit declared, Session session) {
        SortedMap<String, String> files = DeclaredFiles.of(
                declared.unit(), declared.access(), session.terminal().env());
        return Plans.saved(files.isEmpty() ? plan : new Plan(plan.content().declaredIn(files)));
    }

    /**
     * The answer of a command that needed the network and got no answer.
     *
     * @param again the command as it was typed: worth typing again when a participant did not answer as it should
     */
    static Result failure(String command, Checked<?> none, NextCommand again) {
        Result answer = Result.failed(command, none.diagnostics());
        boolean atParticipant = none.diagnostics().stream()
                .anyMatch(found -> found.isError() && found.answered().isPresent());
        return atParticipant ? answer.then(again) : answer;
    }
}
