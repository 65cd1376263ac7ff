package io.partita.cli.result;

import io.partita.core.plan.Step;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a rehearsal went.
 *
 * @param steps what became of every step of the plan, in its order
 * @param runs how each run ended, in a word: the first, and those that went on with it
 * @param met the mishaps that happened
 * @param missed those that did not, because nobody made the call
 * @param left parties that were not rehearsed, by their declared names, each with the reason
 * @param end whether the last run came to its end
 * @param differences in which points the end is not what is declared; none when it is
 * @param said what the last run said against going on, one sentence each
 */
public record Played(
        List<PlayedStep> steps,
        List<String> runs,
        List<Mishap> met,
        List<Mishap> missed,
        SortedMap<String, String> left,
        End end,
        List<String> differences,
        List<String> said) {

    /** Whether a run came to its end. */
    public enum End {
        COMPLETE,
        STOPPED
    }

    /** What became of a step. */
    public enum Fate {
        DONE("carried out and verified in the sandbox", "the load, the limits and the times of the real participant"),
        FAILED("carried out in the sandbox, without success", "everything that follows it"),
        SAID("its place in the order; it was said to be done", "the backup or the signature itself"),
        NOT_PLAYED("nothing", "everything: the sandbox has nothing that it could be done with");

        private final String covered;
        private final String missing;

        Fate(String covered, String missing) {
            this.covered = covered;
            this.missing = missing;
        }

        /** What the rehearsal covered, a phrase. */
        public String covered() {
            return covered;
        }

        /** What it could not, a phrase. */
        public String missing() {
            return missing;
        }
    }

    /** A step of the plan, and what became of it. @param found a phrase */
    public record PlayedStep(Step step, Fate fate, String found) {
        public PlayedStep {
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(fate, "fate");
            Objects.requireNonNull(found, "found");
        }
    }

    public Played {
        steps = List.copyOf(steps);
        runs = List.copyOf(runs);
        met = List.copyOf(met);
        missed = List.copyOf(missed);
        left = Collections.unmodifiableSortedMap(new TreeMap<>(left));
        differences = List.copyOf(differences);
        said = List.copyOf(said);
    }

    /** Whether the last run came to its end and left what is declared, of whatever was rehearsed. */
    public boolean cameOutAsDeclared() {
        return end == End.COMPLETE && differences.isEmpty();
    }

    /** Whether everything that was asked for was rehearsed: every party, every step and every mishap. */
    public boolean isWhole() {
        return left.isEmpty() && missed.isEmpty() && steps.stream().noneMatch(step -> step.fate() == Fate.NOT_PLAYED);
    }

    /** Whether everything was rehearsed and came out as declared: nothing less is an answer to lean on. */
    public boolean succeeded() {
        return isWhole() && cameOutAsDeclared();
    }
}
