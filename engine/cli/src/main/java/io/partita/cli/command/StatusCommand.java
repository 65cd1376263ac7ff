package io.partita.cli.command;

import io.partita.cli.answer.Answer;
import io.partita.cli.answer.Content;
import io.partita.cli.answer.Exit;
import io.partita.cli.answer.Place;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.OpenInterlocks;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.state.State;
import io.partita.core.store.LockHolder;
import io.partita.core.store.LockOwner;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is running, waiting or open. */
@Command(
        name = "status",
        description =
                "Says what is running, waiting or open in a folder, and for how long. Asks the participants only where the state cannot say it.",
        footer = {"", "Example:", "  partita status hosting/alice"})
public final class StatusCommand implements Action {

    @Mixin
    private FolderArgument folder;

    @Override
    public Place place(Path base) {
        return folder.place();
    }

    @Override
    public Answer answer(Session session) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Answer.failed("status", unit.diagnostics());
        }
        return answer(session, unit.value());
    }

    private Answer answer(Session session, Unit unit) {
        StateStore state = unit.state();
        Checked<Recording> recording = state.read();
        if (recording.isPresent()) {
            Answer known = status(session, state, recording.value()).saying(recording.diagnostics());
            boolean silent = recording.value().state().runs().isEmpty();
            return silent
                    ? known.saying(
                            LiveWarnings.of(session, unit, recording.value().state()))
                    : known;
        }
        Recording salvaged = state.salvage();
        Answer said = salvaged.entries().isEmpty()
                ? Answer.failed("status", List.of())
                : Answer.of(
                                "status",
                                Exit.ERROR,
                                new Content.Status(
                                        salvaged,
                                        alive(state),
                                        Optional.empty(),
                                        session.ticker().instant()))
                        .saying(List.of(StateCommand.salvaged(salvaged)));
        List<Diagnostic> all = new ArrayList<>(recording.diagnostics());
        all.addAll(LiveWarnings.of(session, unit, salvaged.state()));
        return said.saying(all).then(NextCommand.stateVerify());
    }

    private static Optional<LockOwner> alive(StateStore state) {
        return state.holder().filter(LockHolder::mayLive).map(LockHolder::owner);
    }

    private Answer status(Session session, StateStore store, Recording recording) {
        State state = recording.state();
        Optional<SavedPlan> plan = state.unfinishedRun()
                .flatMap(run -> store.planText(run.id())
                        .then(text -> Plans.read(text.getBytes(StandardCharsets.UTF_8), "plan.json"))
                        .optional());
        Optional<LockHolder> dead = store.holder().filter(holder -> !holder.mayLive());
        Instant now = session.ticker().instant();
        Answer answer = Answer.of("status", Exit.DONE, new Content.Status(recording, alive(store), plan, now))
                .saying(state.interlocks().stream()
                        .flatMap(lock -> OpenInterlocks.tooOld(lock, now).stream())
                        .toList());
        if (dead.isPresent()) {
            answer = answer.saying(List.of(Diagnostic.note(
                            "lock-left", "nobody works here: the process that did is gone")
                    .because(dead.get().owner() + "; " + dead.get().death().orElse(""))
                    .fix("Its lock is taken over by the next command that needs it; nothing has to be unlocked.")));
        }
        return state.unfinishedRun().isPresent() ? answer.then(NextCommand.resume()) : answer;
    }
}
