package io.partita.cli.command;

import io.partita.cli.answer.Answer;
import io.partita.cli.answer.Content;
import io.partita.cli.answer.Exit;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.state.State;
import io.partita.core.statefile.LockOwner;
import io.partita.core.statefile.Recording;
import io.partita.core.statefile.StateFolder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is running, waiting or open. */
@Command(
        name = "status",
        description = "Says what is running, waiting or open in a folder, and for how long. Asks no participant.",
        footer = {"", "Example:", "  partita status hosting/alice"})
public final class StatusCommand implements Action {

    @Mixin
    private FolderArgument folder;

    @Override
    public Answer answer(Session session) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Answer.failed("status", Exit.ERROR, unit.diagnostics());
        }
        StateFolder state = unit.value().state();
        Checked<Recording> recording = state.read();
        return recording
                .optional()
                .map(read -> status(state, read).saying(recording.diagnostics()))
                .orElseGet(() -> Answer.failed("status", Exit.ERROR, recording.diagnostics())
                        .then("partita state verify" + folder.again()));
    }

    private Answer status(StateFolder folderOfState, Recording recording) {
        State state = recording.state();
        Optional<SavedPlan> plan = state.unfinishedRun()
                .flatMap(run -> folderOfState
                        .planText(run.id())
                        .then(text -> Plans.read(text.getBytes(StandardCharsets.UTF_8), "plan.json"))
                        .optional());
        Optional<LockOwner> owner = folderOfState.lockOwner();
        Optional<String> death = owner.flatMap(folderOfState::deathOf);
        Optional<LockOwner> alive = death.isPresent() ? Optional.empty() : owner;
        Answer answer = Answer.of("status", Exit.DONE, new Content.Status(recording, alive, plan, Instant.now()));
        if (death.isPresent()) {
            answer = answer.saying(List.of(Diagnostic.note(
                            "lock-left", "nobody works here: the process that did is gone")
                    .because(owner.orElseThrow() + "; " + death.get())
                    .fix("Its lock is taken over by the next command that needs it; nothing has to be unlocked.")));
        }
        return state.unfinishedRun().isPresent() ? answer.then("partita resume" + folder.again()) : answer;
    }
}
