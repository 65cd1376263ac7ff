package io.partita.plans;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.provider.sandbox.SandboxNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A scenario: what is typed, what must be answered, and what must be so at the end.
 *
 * @param folder where it lives
 * @param about one sentence for people
 * @param also another protocol version than its world's, at which everything but its golden files is the same; absent
 *     when it is played as its world says, and not again
 * @param steps in order
 * @param outcome what the network must look like at the end; absent when the network is never touched
 */
public record Scenario(Path folder, String about, Optional<Integer> also, List<Step> steps, Optional<Outcome> outcome) {

    private static final Pattern VERSION = Pattern.compile("(\"protocolVersion\": )[0-9]+");

    /** A scenario, as it is played. @param version the protocol version; absent when it is its world's */
    public record Played(Scenario scenario, Optional<Integer> version) {

        /** Makes a unit a copy of the scenario's folder. @param unit does not exist yet */
        public void into(Path unit) {
            Units.copy(scenario.folder, unit);
            version.ifPresent(number -> {
                Path world = unit.resolve("world.json");
                try {
                    String text = Files.readString(world);
                    Files.writeString(world, VERSION.matcher(text).replaceAll("$1" + number));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }

        @Override
        public String toString() {
            return scenario
                    + version.map(number -> " at protocol version " + number).orElse("");
        }
    }

    /** Something that is done in a scenario. */
    public sealed interface Step {
        <R> R match(Function<Run, R> run, Function<Kill, R> kill, Function<Replace, R> replace, Function<Hand, R> hand);
    }

    /**
     * A command, run in the scenario's folder.
     *
     * @param words after the program's name
     * @param exit the exit code that it must end with
     * @param stdout golden file of its standard output
     * @param stderr golden file of its standard error
     * @param says texts that its output must contain, whatever else it says
     * @param files golden files of files that it writes
     * @param same files that must be equal to the byte afterwards
     */
    public record Run(
            List<String> words,
            int exit,
            Optional<String> stdout,
            Optional<String> stderr,
            List<String> says,
            SortedMap<String, String> files,
            List<String> same)
            implements Step {
        @Override
        public <R> R match(
                Function<Run, R> run, Function<Kill, R> kill, Function<Replace, R> replace, Function<Hand, R> hand) {
            return run.apply(this);
        }
    }

    /**
     * A command in a process of its own, killed when a step of the kind {@code at} starts. It must print NDJSON events.
     */
    public record Kill(List<String> words, String at) implements Step {
        @Override
        public <R> R match(
                Function<Run, R> run, Function<Kill, R> kill, Function<Replace, R> replace, Function<Hand, R> hand) {
            return kill.apply(this);
        }
    }

    /** A file gets the content of another. */
    public record Replace(String file, String by) implements Step {
        @Override
        public <R> R match(
                Function<Run, R> run, Function<Kill, R> kill, Function<Replace, R> replace, Function<Hand, R> hand) {
            return replace.apply(this);
        }
    }

    /**
     * What an operator does without partita.
     *
     * @param party which party it is about
     * @param removed the host that is taken from it; absent when none is
     * @param begun the host, an observer, that is isolated and given to it with the onboarding flag, and left so; absent
     *     when none is
     * @param added the host, an observer, that is given to it without the onboarding flag and without its contracts;
     *     absent when none is
     * @param archived how many of its contracts are archived afterwards
     * @param started the participant that is started again, whatever ended it, without being connected; absent when none
     *     is
     */
    public record Hand(
            String party,
            Optional<String> removed,
            Optional<String> begun,
            Optional<String> added,
            int archived,
            Optional<String> started)
            implements Step {
        @Override
        public <R> R match(
                Function<Run, R> run, Function<Kill, R> kill, Function<Replace, R> replace, Function<Hand, R> hand) {
            return hand.apply(this);
        }

        /** Does it. @param unit whose network nobody has open */
        void perform(Path unit) {
            try (SandboxNetwork network = Worlds.open(unit)) {
                perform(network);
            }
        }

        /** Does it in a network that is open. */
        public void perform(SandboxNetwork network) {
            removed.ifPresent(participant -> ByHand.removeHost(network, party, participant));
            begun.ifPresent(participant -> ByHand.beginReplication(network, party, participant));
            added.ifPresent(participant -> ByHand.addHost(network, party, participant));
            if (archived > 0) {
                ByHand.archive(network, party, archived);
            }
            started.ifPresent(network::restartAway);
        }
    }

    /**
     * What must be so on the network.
     *
     * @param hosting party to its hosting
     * @param contracts party to participant to number of active contracts; the participants of a party must have the
     *     same ones
     * @param pruning participants with an automatic pruning schedule
     * @param manualConnect participants that would not reconnect by themselves
     * @param connected participants that are connected
     */
    public record Outcome(
            SortedMap<String, Hosting> hosting,
            SortedMap<String, SortedMap<String, Integer>> contracts,
            SortedSet<String> pruning,
            SortedSet<String> manualConnect,
            SortedSet<String> connected) {}

    /**
     * A party's hosting with the world's names; an onboarding host is written with the permission and
     * {@code onboarding}.
     */
    public record Hosting(int threshold, SortedMap<String, String> hosts) {}

    /** One scenario of this module's folder. @throws UncheckedIOException if there is none of that name */
    public static Scenario named(String name) {
        return of(Path.of("").toAbsolutePath().resolve(name));
    }

    /** All scenarios of this module's folder, sorted by name. */
    public static List<Scenario> all() {
        try (Stream<Path> folders = Files.list(Path.of("").toAbsolutePath())) {
            return folders.filter(folder -> Files.exists(folder.resolve("scenario.json")))
                    .sorted()
                    .map(Scenario::of)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Every scenario of this module's folder, at each of its protocol versions, sorted by name; with {@code
     * -Dpartita.scenario.only=REGEX} those in whose names it is found.
     */
    public static List<Played> played() {
        Pattern only = Pattern.compile(System.getProperty("partita.scenario.only", ""));
        return all().stream()
                .filter(scenario -> only.matcher(scenario.toString()).find())
                .flatMap(scenario -> Stream.concat(
                                Stream.of(Optional.<Integer>empty()), scenario.also.map(Optional::of).stream())
                        .map(version -> new Played(scenario, version)))
                .toList();
    }

    private static Scenario of(Path folder) {
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("scenario.json")));
            List<Step> steps = new ArrayList<>();
            json.required("steps").forEach(step -> steps.add(step(step)));
            Optional<Outcome> outcome = Optional.ofNullable(json.get("outcome")).map(Scenario::outcome);
            Optional<Integer> also =
                    Optional.ofNullable(json.get("alsoProtocolVersion")).map(JsonNode::asInt);
            return new Scenario(folder, json.required("about").asText(), also, steps, outcome);
        } catch (IOException failure) {
            throw new UncheckedIOException(folder.toString(), failure);
        }
    }

    private static Step step(JsonNode json) {
        if (json.has("run")) {
            return new Run(
                    texts(json.get("run")),
                    json.path("exit").asInt(0),
                    text(json, "stdout"),
                    text(json, "stderr"),
                    texts(json.path("says")),
                    map(json.path("files"), JsonNode::asText),
                    texts(json.path("same")));
        }
        if (json.has("kill")) {
            return new Kill(texts(json.get("kill")), json.required("at").asText());
        }
        if (json.has("byHand")) {
            JsonNode hand = json.get("byHand");
            return new Hand(
                    hand.required("party").asText(),
                    text(hand, "removed"),
                    text(hand, "begun"),
                    text(hand, "added"),
                    hand.path("archived").asInt(0),
                    text(hand, "started"));
        }
        Map.Entry<String, JsonNode> replaced =
                json.required("replace").properties().iterator().next();
        return new Replace(replaced.getKey(), replaced.getValue().asText());
    }

    private static Outcome outcome(JsonNode json) {
        return new Outcome(
                map(
                        json.required("hosting"),
                        hosting -> new Hosting(
                                hosting.required("threshold").asInt(),
                                map(hosting.required("hosts"), JsonNode::asText))),
                map(json.required("contracts"), counts -> map(counts, JsonNode::asInt)),
                new TreeSet<>(texts(json.required("pruning"))),
                new TreeSet<>(texts(json.required("manualConnect"))),
                new TreeSet<>(texts(json.required("connected"))));
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static <T> SortedMap<String, T> map(JsonNode object, Function<JsonNode, T> value) {
        SortedMap<String, T> map = new TreeMap<>();
        object.properties().forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
        return map;
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
