package io.partita.core.state;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One run, in short.
 *
 * @param id its name
 * @param planHash hash of the plan that it carries out, lower-case hex
 * @param started when it was started first
 * @param ended when its last process ended in order; empty while it runs and after a crash
 * @param exit how; present exactly when {@code ended} is
 * @param abandoned why a person gave it up; empty when nobody did
 * @param access hash of the entry that last replaced how what the plan names is reached, lower-case hex; empty as long
 *     as that is as the plan says
 */
public record RunSummary(
        RunId id,
        String planHash,
        Instant started,
        Optional<Instant> ended,
        Optional<ExitStatus> exit,
        Optional<String> abandoned,
        Optional<String> access) {

    public RunSummary {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(planHash, "planHash");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(ended, "ended");
        Objects.requireNonNull(exit, "exit");
        Objects.requireNonNull(abandoned, "abandoned");
        Objects.requireNonNull(access, "access");
    }

    /** One that has just begun. */
    static RunSummary begun(RunId id, String planHash, Instant at) {
        return new RunSummary(id, planHash, at, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Going on. */
    RunSummary resumed() {
        return new RunSummary(id, planHash, started, Optional.empty(), Optional.empty(), abandoned, access);
    }

    RunSummary ended(Instant at, ExitStatus how) {
        return new RunSummary(id, planHash, started, Optional.of(at), Optional.of(how), abandoned, access);
    }

    RunSummary abandoned(String reason) {
        return new RunSummary(id, planHash, started, ended, exit, Optional.of(reason), access);
    }

    /** @param entry hash of the journal's entry that says how */
    RunSummary reachedOtherwise(String entry) {
        return new RunSummary(id, planHash, started, ended, exit, abandoned, Optional.of(entry));
    }

    /** What somebody approves who lets this run go on: its plan, and what was said since of how that is reached. */
    public String approval() {
        return access.map(entry -> planHash + "/" + entry).orElse(planHash);
    }

    /**
     * Whether something of its plan may be left to do: it crashed, or ended with anything but a completed plan, and
     * nobody gave it up.
     */
    public boolean isUnfinished() {
        return abandoned.isEmpty() && exit.map(status -> !status.isComplete()).orElse(true);
    }
}
