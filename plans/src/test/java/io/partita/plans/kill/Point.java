package io.partita.plans.kill;

import java.util.Locale;
import java.util.function.Function;

/** Where a process is killed. Its text names it from one run of the harness to the next. */
sealed interface Point {

    <R> R match(Function<Call, R> call, Function<Change, R> change);

    /** What is counted together. */
    String kind();

    /**
     * A point like it that comes before, for a run that never gets to this one: a poll asked for half as often. Itself
     * when there is none.
     */
    Point sooner();

    /** When, seen from what is interrupted. */
    enum Moment {
        /** Before it has any effect: what was sent is dropped. */
        BEFORE,
        /** In the middle: half of a stream's messages, half of a file's bytes. */
        HALF,
        /** It is done, and the process has not heard of it. */
        AFTER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A call that reaches a participant.
     *
     * @param wave how many waves have begun; 0 before the first
     * @param participant that is called
     * @param method without its service
     * @param request which of the different requests of that method to that participant in that wave, from 1
     * @param repeat how often the same request had come, from 1
     * @param moment when
     */
    record Call(int wave, String participant, String method, int request, int repeat, Moment moment) implements Point {

        @Override
        public <R> R match(Function<Call, R> call, Function<Change, R> change) {
            return call.apply(this);
        }

        @Override
        public String kind() {
            return "call " + moment.word();
        }

        @Override
        public Point sooner() {
            if (repeat > 1) {
                return new Call(wave, participant, method, request, repeat / 2, moment);
            }
            return request > 1 ? new Call(wave, participant, method, request - 1, 1, moment) : this;
        }

        Call at(Moment when) {
            return new Call(wave, participant, method, request, repeat, when);
        }

        @Override
        public String toString() {
            return "call:%d:%s:%s:%d.%d:%s".formatted(wave, participant, method, request, repeat, moment.word());
        }
    }

    /**
     * A change of a file in the state folder.
     *
     * @param operation write, create, move, delete, mkdir, truncate
     * @param file its name, without what differs from run to run
     * @param times how often that was done to a file of that name, from 1
     * @param moment when
     */
    record Change(String operation, String file, int times, Moment moment) implements Point {

        @Override
        public <R> R match(Function<Call, R> call, Function<Change, R> change) {
            return change.apply(this);
        }

        @Override
        public String kind() {
            return (file.equals("journal.ndjson") ? "journal " : "file ") + moment.word();
        }

        @Override
        public Point sooner() {
            return times > 1 ? new Change(operation, file, times - 1, moment) : this;
        }

        Change at(Moment when) {
            return new Change(operation, file, times, when);
        }

        @Override
        public String toString() {
            return "file:%s:%s:%d:%s".formatted(operation, file, times, moment.word());
        }
    }
}
