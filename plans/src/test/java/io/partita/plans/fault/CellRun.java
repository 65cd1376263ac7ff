package io.partita.plans.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.plans.Command.Ended;
import io.partita.plans.Observed;
import io.partita.plans.Scenario.Outcome;
import io.partita.provider.sandbox.SandboxNetwork.Participant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One cell, from a fresh world to the declared hosting: what is typed after a stop is what partita printed. */
final class CellRun {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEXT = Pattern.compile("(?m)^Next: partita (.*)$");
    private static final int STOPS_AT_MOST = 4;

    private final Cell cell;
    private final Surroundings surroundings;
    private final List<Integer> exits = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final StringBuilder story = new StringBuilder();
    private final int passing;
    private final int metBefore;

    private CellRun(Cell cell, Surroundings surroundings, int passing) {
        this.cell = cell;
        this.surroundings = surroundings;
        this.passing = passing;
        this.metBefore = surroundings.met();
    }

    /**
     * @param surroundings fresh for a cell that carries out; planning changes nothing, so its cells may share one world
     * @param passing how many calls pass before the fault
     */
    static Result of(Cell cell, Surroundings surroundings, int passing) {
        long began = System.nanoTime();
        CellRun run = new CellRun(cell, surroundings, passing);
        try {
            run.run();
        } catch (RuntimeException | AssertionError failure) {
            run.problems.add("the test itself failed: " + failure);
            Arrays.stream(failure.getStackTrace())
                    .limit(12)
                    .forEach(frame -> run.story.append(frame).append('\n'));
        }
        return new Result(
                cell,
                run.met(),
                run.exits,
                run.problems,
                run.story.toString(),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private int met() {
        return surroundings.met() - metBefore;
    }

    private void run() {
        if (cell.target().phase() == Phase.APPLY) {
            require(typed(Phase.PLAN.words()).exit() == 0, "the plan cannot be made");
        } else {
            delete(unit().resolve("plan.json"));
        }
        surroundings.arm(
                cell, passing, cell.fault() == FaultKind.GONE ? 1 : cell.count().calls());
        Ended ended = typed(cell.target().phase().words());
        exits.add(ended.exit());
        require(
                cell.rightExits().contains(ended.exit()),
                "ended with exit code " + ended.exit() + " instead of " + cell.rightExits());
        require(met() > 0, "no call met the fault");
        for (int stops = 1; ended.exit() != 0 && stops <= STOPS_AT_MOST; stops++) {
            ended = goneOn(ended, stops);
            exits.add(ended.exit());
        }
        surroundings.mend(cell.target().rpc().participant());
        require(ended.exit() == 0, "does not finish when the fault is gone: " + exits);
        if (cell.target().phase() == Phase.PLAN) {
            requireSamePlan();
        } else {
            requireDeclared();
        }
    }

    /** Types what was printed, when the fault is gone, or still there where the cell says so. */
    private Ended goneOn(Ended stopped, int stops) {
        Optional<List<String>> next = next(stopped);
        require(next.isPresent(), "no next step is printed");
        boolean still = cell.fault() == FaultKind.GONE && cell.count() == Count.FOR_EVER && stops == 1;
        if (!still) {
            surroundings.mend(cell.target().rpc().participant());
            if (cell.target().phase() == Phase.APPLY) {
                lookAtStop();
            }
            if (cell.fault() == FaultKind.GONE && cell.count() == Count.THREE_TIMES && stops < 3) {
                surroundings.arm(cell, 0, 1);
            }
        }
        Ended ended = typed(next.orElse(List.of("resume")));
        if (still) {
            require(ended.exit() == 1 || ended.exit() == 7, "a resume in vain ends with " + ended.exit());
        }
        return ended;
    }

    private Ended typed(List<String> words) {
        Ended ended = surroundings.run(words);
        story.append("$ partita ")
                .append(String.join(" ", words))
                .append('\n')
                .append(ended.stdout().length() > 4000 ? "(plan)\n" : ended.stdout())
                .append(ended.stderr())
                .append("-> ")
                .append(ended.exit())
                .append('\n');
        return ended;
    }

    private static Optional<List<String>> next(Ended ended) {
        Matcher matcher = NEXT.matcher(ended.stderr());
        return matcher.find() ? Optional.of(List.of(matcher.group(1).trim().split(" +"))) : Optional.empty();
    }

    /** What status says is open is open, and the other way round; a target that lacks contracts stays away. */
    private void lookAtStop() {
        Set<String> said = interlocks();
        try (Observed observed = surroundings.served().observed()) {
            Outcome expected = cell.target().scenario().outcome().orElseThrow();
            Outcome found = observed.like(expected);
            SortedSet<String> isolated = new TreeSet<>(found.manualConnect());
            isolated.removeAll(found.connected());
            SortedSet<String> unpruned = new TreeSet<>(expected.pruning());
            unpruned.removeAll(found.pruning());
            requireSaid("isolation", closedByRestart(isolated, said, observed), said);
            requireSaid("pruning-suspended", unpruned, said);
            requireAway(found, observed, isolated);
        }
    }

    /**
     * A target whose window is closed, and which restarted before its automatic connection was restored, is away but
     * lacks nothing.
     */
    private SortedSet<String> closedByRestart(SortedSet<String> isolated, Set<String> said, Observed observed) {
        String participant = cell.target().rpc().participant();
        boolean restarted = cell.fault() == FaultKind.RESTARTED || cell.fault() == FaultKind.GONE;
        boolean complete = observed.contracts("Alice", participant).equals(observed.contracts("Alice", "participant1"));
        SortedSet<String> open = new TreeSet<>(isolated);
        if (restarted && complete && !said.contains("isolation " + participant)) {
            open.remove(participant);
        }
        return open;
    }

    private void requireSaid(String kind, SortedSet<String> open, Set<String> said) {
        SortedSet<String> told = said.stream()
                .filter(lock -> lock.startsWith(kind + " "))
                .map(lock -> lock.substring(kind.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        // Status speaks by the journal and asks nobody: what could not be confirmed on the participant that is in
        // trouble is said to be open, to be safe. Nothing is ever said to be closed that is not.
        SortedSet<String> unconfirmed = new TreeSet<>(told);
        unconfirmed.removeAll(open);
        unconfirmed.remove(cell.target().rpc().participant());
        require(
                told.containsAll(open) && unconfirmed.isEmpty(),
                kind + " is open on " + open + ", and status says on " + told);
    }

    private void requireAway(Outcome found, Observed observed, SortedSet<String> isolated) {
        if (cell.target().scenario().outcome().orElseThrow().contracts().isEmpty()) {
            return;
        }
        found.hosting().forEach((party, hosting) -> {
            Set<SortedSet<String>> views = hosting.hosts().keySet().stream()
                    .map(host -> observed.contracts(party, host))
                    .collect(Collectors.toSet());
            SortedSet<String> targets = new TreeSet<>(hosting.hosts().keySet());
            targets.remove("participant1");
            require(
                    views.size() == 1 || isolated.containsAll(targets),
                    party + " is active on a target that lacks contracts and is not isolated");
        });
    }

    private Set<String> interlocks() {
        Ended status = typed(List.of("status", "--json"));
        require(status.exit() == 0, "status ends with " + status.exit());
        SortedSet<String> locks = new TreeSet<>();
        json(status.stdout())
                .path("interlocks")
                .forEach(lock -> locks.add(lock.path("kind").asText() + " "
                        + lock.path("participant").asText()));
        return locks;
    }

    private void requireSamePlan() {
        Path again = unit().resolve("again.json");
        if (!Files.exists(again)) {
            require(typed(List.of("plan", "-o", "again.json")).exit() == 0, "planning again fails");
        }
        String plan = text(unit().resolve("plan.json"));
        // That the party is unused is only ever proved: where a host could not be asked the plan takes the path for a
        // used one, and says why.
        boolean saysWhy = cell.count() != Count.ONCE && plan.contains(" failed: ");
        require(saysWhy || plan.equals(text(again)), "the plan is another one, and does not say why");
    }

    private Path unit() {
        return surroundings.served().unit();
    }

    private void requireDeclared() {
        Outcome expected = cell.target().scenario().outcome().orElseThrow();
        for (Participant participant : surroundings.served().network().participants()) {
            Optional<String> death = surroundings.served().network().causeOfDeath(participant.name());
            require(death.isEmpty(), participant.name() + " is dead: " + death.orElse(""));
        }
        try (Observed observed = surroundings.served().observed()) {
            Outcome found = observed.like(expected);
            require(found.equals(expected), "the network is " + found + " instead of " + expected);
            expected.contracts().forEach((party, hosts) -> {
                Set<SortedSet<String>> views = hosts.keySet().stream()
                        .map(host -> observed.contracts(party, host))
                        .collect(Collectors.toSet());
                require(views.size() == 1, "the contracts of " + party + " differ");
            });
        }
        require(typed(List.of("plan", "--detailed-exitcode")).exit() == 0, "something is left to do");
        require(typed(List.of("state", "verify")).exit() == 0, "the state is not sound");
        require(interlocks().isEmpty(), "something is said to be open");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
