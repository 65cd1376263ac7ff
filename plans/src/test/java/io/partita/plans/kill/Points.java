package io.partita.plans.kill;

import io.partita.plans.kill.Point.Moment;
import io.partita.plans.kill.Watch.Told;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The points of a run, from what an undisturbed one told of itself. */
final class Points {

    private static final String JOURNAL = "journal.ndjson";
    private static final Set<String> LOCK = Set.of("lock", ".lock.N.tmp");

    private Points() {}

    /**
     * All of them, calls first, each in the order in which the run came to them.
     *
     * @param calls that reached the network
     * @param changes of the state folder, each as {@code operation file times}
     */
    static List<Point> of(List<Told> calls, List<String> changes) {
        Set<Point> points = new LinkedHashSet<>();
        firstAndLast(calls).forEach(call -> addCall(call, points));
        addChanges(
                changes.stream()
                        .map(Points::change)
                        .filter(change -> !isRenewal(change))
                        .toList(),
                points);
        return List.copyOf(points);
    }

    /** A poll repeats a request: its first and its last time stand for all. */
    private static List<Told> firstAndLast(List<Told> calls) {
        Map<Point.Call, List<Told>> same = new LinkedHashMap<>();
        for (Told told : calls) {
            Point.Call call = told.call();
            Point.Call first =
                    new Point.Call(call.wave(), call.participant(), call.method(), call.request(), 1, call.moment());
            same.computeIfAbsent(first, fresh -> new ArrayList<>()).add(told);
        }
        List<Told> ends = new ArrayList<>();
        same.values().forEach(times -> {
            ends.add(times.get(0));
            if (times.size() > 1) {
                ends.add(times.get(times.size() - 1));
            }
        });
        return ends;
    }

    private static void addCall(Told told, Set<Point> points) {
        points.add(told.call().at(Moment.BEFORE));
        if (told.isStream() && told.messages() > 0) {
            points.add(told.call().at(Moment.HALF));
        }
        points.add(told.call().at(Moment.AFTER));
    }

    private static Point.Change change(String line) {
        List<String> words = List.of(line.split(" "));
        return new Point.Change(words.get(0), words.get(1), Integer.parseInt(words.get(2)), Moment.BEFORE);
    }

    /** A lock is written again when enough time has passed: how often tells of the machine, not of the run. */
    private static boolean isRenewal(Point.Change change) {
        return LOCK.contains(change.file()) && change.times() > 1;
    }

    /**
     * What is so after one change is so before the next, so most have one point; a write has a half one, and what
     * completes a file or ends the run has one after it. Of many writes in a row to one file, which come of its size,
     * the first, the middle and the last count.
     */
    private static void addChanges(List<Point.Change> changes, Set<Point> points) {
        for (int i = 0; i < changes.size(); i++) {
            Point.Change change = changes.get(i);
            boolean last = i + 1 == changes.size();
            if (change.operation().equals("write")) {
                int from = first(changes, i);
                int to = last(changes, i);
                if (i == from || i == to || i == (from + to) / 2) {
                    points.add(change.at(Moment.HALF));
                }
                if (change.file().equals(JOURNAL)) {
                    points.add(change.at(Moment.BEFORE));
                    points.add(change.at(Moment.AFTER));
                }
            } else {
                points.add(change.at(Moment.BEFORE));
            }
            if (last || change.operation().equals("move")) {
                points.add(change.at(Moment.AFTER));
            }
        }
    }

    private static int first(List<Point.Change> changes, int index) {
        int first = index;
        while (first > 0 && isSame(changes.get(first - 1), changes.get(index))) {
            first--;
        }
        return first;
    }

    private static int last(List<Point.Change> changes, int index) {
        int last = index;
        while (last + 1 < changes.size() && isSame(changes.get(last + 1), changes.get(index))) {
            last++;
        }
        return last;
    }

    private static boolean isSame(Point.Change one, Point.Change other) {
        return one.operation().equals(other.operation()) && one.file().equals(other.file());
    }
}
