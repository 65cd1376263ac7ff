package io.partita.plans.kill;

import io.partita.cli.result.ExitCode;
import io.partita.plans.Command;
import io.partita.plans.Scenario;
import io.partita.plans.Served;
import io.partita.plans.kill.Point.Moment;
import io.partita.plans.kill.Watch.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One run of one scenario on a world of its own, from the plan to the end, through as many deaths as are wanted. */
final class Stage implements AutoCloseable {

    static final List<String> APPLY = List.of("apply", "plan.json", "--auto-approve");
    static final List<String> RESUME = List.of("resume");
    private static final int PATIENCE = 4;
    private static final Pattern NEXT = Pattern.compile("^Next: partita (.*)$", Pattern.MULTILINE);

    private final Scenario scenario;
    private final Clients clients;
    private final Path unit;
    private final Watch watch;
    private final Served served;
    private final SortedMap<String, String> settings;

    Stage(Scenario scenario, Clients clients, Path unit) {
        this.scenario = scenario;
        this.clients = clients;
        this.unit = unit;
        this.watch = new Watch(unit.resolve(".partita/journal.ndjson"));
        this.served = Served.of(scenario, unit, Served::quick, watch::of);
        try {
            // Taken before partita has done anything.
            this.settings = Standing.settings(served.network());
            required(List.of("plan", "-o", "plan.json"));
        } catch (RuntimeException | Error failure) {
            served.close();
            throw failure;
        }
    }

    /** What was traced of a run: calls, and changes of files. */
    record Trace(List<Told> calls, List<String> changes) {

        /** How many messages are half of a stream; 1 for a call that was not traced. */
        private int half(Point.Call call) {
            return calls.stream()
                    .filter(told -> told.call().equals(call.at(Moment.BEFORE)))
                    .mapToInt(told -> (told.messages() + 1) / 2)
                    .findFirst()
                    .orElse(1);
        }
    }

    /** Runs a command to its good end, and tells what it did. */
    Trace undisturbed(List<String> words) {
        watch.arm(Watch.Trap.NONE);
        Client.Ended ended = clients.start(unit, "", words, watch::refuse).await();
        if (ended.exit() != 0) {
            throw new AssertionError(words + " ended with " + ended.exit() + ":\n" + ended.said());
        }
        return new Trace(watch.told(), ended.changes());
    }

    /**
     * Runs a command, and kills it at a point.
     *
     * @param like an undisturbed run of the same
     * @return how it ended; not killed if it never came to the point
     */
    Client.Ended killed(List<String> words, Point point, Trace like) {
        Assassin assassin = new Assassin((told, moment) -> point.match(
                call -> moment == call.moment()
                        && told.call().equals(call.at(Moment.BEFORE))
                        && (moment != Moment.HALF || told.messages() == like.half(call)),
                change -> false));
        return killed(words, assassin, point.match(call -> "", Stage::fatal));
    }

    private static String fatal(Point.Change change) {
        return change.operation() + " " + change.file() + " " + change.times() + " "
                + change.moment().word();
    }

    /** Kills at the call of a number, counted from 1. */
    Client.Ended killedAtCall(List<String> words, int number, Moment moment) {
        return killed(words, new Assassin((told, when) -> when == moment && told.number() == number), "");
    }

    /** Kills at the change of a number, counted from 1. */
    Client.Ended killedAtChange(List<String> words, int number, Moment moment) {
        return killed(words, new Assassin((told, when) -> false), number + " " + moment.word());
    }

    private Client.Ended killed(List<String> words, Assassin assassin, String fatal) {
        watch.arm(assassin);
        Client client = clients.start(unit, fatal, words, watch::refuse);
        assassin.aim(client);
        Client.Ended ended = client.await();
        watch.arm(Watch.Trap.NONE);
        return ended;
    }

    /**
     * Types what a user types after a death, until nothing is left to do: resume; and the plan once more if no run had
     * been recorded.
     *
     * @return what it said when it does not come to an end; empty if it does
     */
    List<String> finish() {
        if (!History.isBegun(unit)) {
            Command.Ended nothing = served.command().run(RESUME);
            int expected = History.hasState(unit) ? ExitCode.DONE.code() : ExitCode.ERROR.code();
            if (nothing.exit() != expected) {
                return List.of("resume without a run ended with " + nothing.exit() + ":\n" + nothing.stderr());
            }
            served.command().run(APPLY);
        }
        List<String> words = RESUME;
        String said = "";
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            Command.Ended resumed = served.command().run(words);
            if (resumed.exit() == 0) {
                return List.of();
            }
            said = words + " ended with " + resumed.exit() + ":\n" + resumed.stdout() + resumed.stderr();
            words = next(resumed.stdout());
        }
        return List.of(said);
    }

    /** What the command says is to be typed next. */
    private static List<String> next(String stdout) {
        Matcher next = NEXT.matcher(stdout);
        return next.find() ? List.of(next.group(1).split(" ")) : RESUME;
    }

    /** What is not as it must be. @param expected how the network stands after an undisturbed run */
    List<String> faults(Standing expected) {
        Findings findings = new Findings();
        Standing found = standing();
        findings.compare("outcome", scenario.outcome().orElseThrow(), found.outcome());
        findings.compare("contracts by number", sizes(expected), sizes(found));
        found.contracts()
                .forEach((where, ids) -> findings.compare(
                        "contracts of " + where, found.contracts().get(first(found, where)), ids));
        findings.compare("settings", settings, found.settings());
        findings.compare("effects", expected.effects(), found.effects());
        served.network()
                .participants()
                .forEach(participant -> served.network()
                        .causeOfDeath(participant.name())
                        .ifPresent(cause -> findings.add(participant.name() + " is dead: " + cause)));
        History.faults(unit, unit.resolve("plan.json")).forEach(findings::add);
        findings.ended(served.command().run(List.of("state", "verify")), "state verify");
        findings.ended(served.command().run(List.of("plan", "--detailed-exitcode")), "plan --detailed-exitcode");
        return findings.all();
    }

    private static String first(Standing standing, String where) {
        String party = where.substring(0, where.indexOf(" on "));
        return standing.contracts().keySet().stream()
                .filter(name -> name.startsWith(party + " on "))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> sizes(Standing standing) {
        return standing.contracts().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue().size())
                .toList();
    }

    Standing standing() {
        return Standing.of(served, scenario.outcome().orElseThrow());
    }

    private void required(List<String> words) {
        Command.Ended ended = served.command().run(words);
        if (ended.exit() != 0) {
            throw new AssertionError(words + " ended with " + ended.exit() + ":\n" + ended.stderr());
        }
    }

    /** Ends the network, and leaves the unit's folder to be looked at. */
    @Override
    public void close() {
        served.close();
    }

    /** Removes the unit's folder. */
    void sweep() {
        try (Stream<Path> files = Files.walk(unit)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
