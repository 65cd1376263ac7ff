package io.partita.plans.kill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One death, or two, and what came after.
 *
 * @param name scenario and points, as {@code -Dpartita.kill.only} takes it
 * @param kind what is counted together
 * @param kills how many met their process alive
 * @param faults what is not as it must be afterwards
 * @param took in all
 */
record Killing(String name, String kind, int kills, List<String> faults, Duration took) {

    private static final int SOONER = 5;
    private static final int ATTEMPTS = 4;

    /**
     * Kills a run at a point, or, where it never comes there, at the one before, in some runs; and resumes it to its
     * end.
     *
     * @param unit a folder that does not exist yet
     */
    static Killing at(Point point, Rehearsal rehearsal, Clients clients, Path unit) {
        long began = System.nanoTime();
        Point next = point;
        for (int attempt = 0; ; attempt++) {
            try (Stage stage =
                    new Stage(rehearsal.scenario(), clients, unit.resolveSibling(unit.getFileName() + "-" + attempt))) {
                Client.Ended ended = stage.killed(Stage.APPLY, next, rehearsal.trace());
                // What a run waits for may be there at once, and the calls of the wait are not made.
                boolean missed = ended.exit() == 0 && attempt < SOONER;
                if (!missed) {
                    List<String> faults = new ArrayList<>(aftermath(stage, rehearsal, ended));
                    int kills = ended.exit() == Client.KILLED ? 1 : 0;
                    if (kills == 0) {
                        faults.add("it was never killed: the run does not come to this point, nor to one like it");
                    }
                    return new Killing(rehearsal.scenario() + "/" + point, point.kind(), kills, faults, since(began));
                }
                stage.sweep();
                next = next.sooner();
            }
        }
    }

    /**
     * Kills a run at a random point, and its resume at another, and resumes it to its end; again with other chances
     * while a resume is done before its death.
     *
     * @param number names the run and seeds its chance
     */
    static Killing twice(int number, List<Rehearsal> rehearsals, Clients clients, Path unit) {
        long began = System.nanoTime();
        Random random = new Random(number);
        Rehearsal rehearsal = rehearsals.get(random.nextInt(rehearsals.size()));
        Killing last;
        int attempt = 0;
        do {
            attempt++;
            Path folder = unit.resolveSibling(unit.getFileName() + "-" + attempt);
            last = twice(number, random, rehearsal, clients, folder, began);
        } while (last.kills() < 2 && last.faults().isEmpty() && attempt < ATTEMPTS);
        return last;
    }

    private static Killing twice(
            int number, Random random, Rehearsal rehearsal, Clients clients, Path unit, long began) {
        int index = random.nextInt(rehearsal.points().size());
        Point point = rehearsal.points().get(index);
        boolean atCall = random.nextBoolean();
        int all = atCall
                ? rehearsal.trace().calls().size()
                : rehearsal.trace().changes().size();
        // A resume has about as much to do as the first death left.
        int place = 1 + (int) (random.nextDouble() * (1 - rehearsal.progress(index)) * all);
        Point.Moment moment = random.nextBoolean() ? Point.Moment.BEFORE : Point.Moment.AFTER;
        String name = "twice/%d (%s/%s, then %s %d %s)"
                .formatted(number, rehearsal.scenario(), point, atCall ? "call" : "change", place, moment.word());
        try (Stage stage = new Stage(rehearsal.scenario(), clients, unit)) {
            Client.Ended first = stage.killed(Stage.APPLY, point, rehearsal.trace());
            List<String> words = History.isBegun(unit) ? Stage.RESUME : Stage.APPLY;
            Client.Ended second =
                    atCall ? stage.killedAtCall(words, place, moment) : stage.killedAtChange(words, place, moment);
            List<String> faults = new ArrayList<>(unexpected(first));
            faults.addAll(aftermath(stage, rehearsal, second));
            int kills = (first.exit() == Client.KILLED ? 1 : 0) + (second.exit() == Client.KILLED ? 1 : 0);
            return new Killing(name, "twice", kills, faults, since(began));
        }
    }

    private static List<String> aftermath(Stage stage, Rehearsal rehearsal, Client.Ended ended) {
        List<String> faults = new ArrayList<>(unexpected(ended));
        faults.addAll(stage.finish());
        faults.addAll(stage.faults(rehearsal.standing()));
        if (faults.isEmpty()) {
            stage.sweep();
        }
        return faults;
    }

    private static List<String> unexpected(Client.Ended ended) {
        return Optional.of(ended)
                .filter(end -> end.exit() != 0 && end.exit() != Client.KILLED)
                .map(end -> "ended with " + end.exit() + ":\n" + end.said())
                .stream()
                .toList();
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public String toString() {
        return "%s %s, %d killed, %.1f s%s"
                .formatted(
                        faults.isEmpty() ? "ok    " : "FAILED",
                        name,
                        kills,
                        took.toMillis() / 1000.0,
                        faults.isEmpty() ? "" : "\n    " + String.join("\n    ", faults));
    }
}
