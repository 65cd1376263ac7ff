package io.partita.core.apply.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.partita.cli.result.ExitCode;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.ReadRun;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Step;
import io.partita.core.planfile.PlanFile;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.state.JournalEntry;
import io.partita.core.state.JournalEvent;
import io.partita.core.state.RunId;
import io.partita.core.state.State;
import io.partita.core.statefile.FolderStore;
import io.partita.core.store.Recording;
import io.partita.core.store.StateStore;
import io.partita.core.topology.Pause;
import io.partita.plans.Command;
import io.partita.plans.Scenario;
import io.partita.plans.Served;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page on probes says what every kind of step reads; this says whether that is true. It is in the package of the
 * probes, because nobody else may call one by itself, and in this module, because only here is a network that can be
 * watched.
 */
class ProbesTest {

    private static final Path PAGE = Path.of("../engine/docs/probes.md");
    private static final Pattern SECTION = Pattern.compile("(?ms)^## `([a-z-]+)`$(.*?)(?=^## |\\z)");
    private static final Pattern READS = Pattern.compile("(?m)^\\*\\*Reads\\*\\* (.*)$");
    private static final Pattern RPC = Pattern.compile("`([A-Z]\\w+)`");

    @TempDir
    Path folder;

    private final Set<String> called = new ConcurrentSkipListSet<>();

    @Test
    void every_kind_of_step_has_its_section_with_the_four_answers() throws IOException {
        SortedMap<String, String> sections = sections();

        assertThat(sections.keySet()).isEqualTo(kinds());
        sections.forEach((kind, text) -> assertThat(text)
                .as(kind)
                .contains("**Reads** ")
                .contains("**Concludes** ")
                .contains("**Cannot know** ")
                .contains("**Then** "));
    }

    /**
     * Each is asked as a resumed run asks it when the process died before the step's end was written: then no probe
     * ends before it has read what it reads.
     */
    @Test
    void a_probe_makes_exactly_the_calls_that_its_section_names() throws Exception {
        SortedMap<String, SortedSet<String>> made = new TreeMap<>();
        for (String scenario : List.of("quickstart", "simple", "decentralized-create")) {
            trace(Scenario.named(scenario), ExitCode.DONE, step -> true)
                    .forEach((kind, calls) ->
                            made.computeIfAbsent(kind, first -> new TreeSet<>()).addAll(calls));
        }
        trace(Scenario.named("external-handover"), ExitCode.WAITING, step -> step.kind() == Step.Kind.COLLECT_SIGNATURE)
                .forEach((kind, calls) ->
                        made.computeIfAbsent(kind, first -> new TreeSet<>()).addAll(calls));

        trace(
                        Scenario.named("repair-purge"),
                        ExitCode.DONE,
                        step -> step.kind() == Step.Kind.PURGE_CONTRACTS,
                        "--repair=Alice@participant2")
                .forEach((kind, calls) ->
                        made.computeIfAbsent(kind, first -> new TreeSet<>()).addAll(calls));

        SortedMap<String, SortedSet<String>> written = new TreeMap<>();
        sections().forEach((kind, text) -> written.put(kind, rpcs(text)));
        assertThat(made).isEqualTo(written);
    }

    /** @param planning words of {@code plan}, beside the usual ones */
    private SortedMap<String, SortedSet<String>> trace(
            Scenario scenario, ExitCode exit, Predicate<Step> asked, String... planning) throws Exception {
        SortedMap<String, SortedSet<String>> made = new TreeMap<>();
        Path unit = folder.resolve(scenario.toString());
        try (Served served = Served.of(scenario, unit, Served::quick, participant -> watch(unit))) {
            for (Scenario.Step step : scenario.steps()) {
                if (!(step instanceof Scenario.Hand before)) {
                    break;
                }
                before.perform(served.network());
            }
            Command.Ended planned = served.command()
                    .run(Stream.concat(Stream.of("plan", "-o", "plan.json"), Stream.of(planning))
                            .toList());
            assertThat(planned.exit()).as(planned.stdout() + planned.stderr()).isZero();
            Command.Ended ended = served.command().run(List.of("apply", "plan.json", "--auto-approve"));
            assertThat(ended.exit()).as(ended.stdout() + ended.stderr()).isEqualTo(exit.code());
            copy(kept(unit), acs(unit));
            StateStore state = new Unit(unit).state();
            Recording recording = state.read().value();
            RunId run = recording.state().runs().get(0).id();
            byte[] text = state.planText(run).value().getBytes(StandardCharsets.UTF_8);
            Plan plan = PlanFile.read(text, "plan.json").value();
            try (Network network = Networks.open(
                            plan, Optional.empty(), Networks.Calls.ALL, new Unit(unit), Map.of(), Pause.REAL)
                    .value()) {
                // Who answers is asked once on every connection, whichever call comes first.
                for (PlannedParticipant each : plan.content().participants().values()) {
                    Participant participant = network.participant(each.name(), each.id());
                    participant.registrations();
                    participant.ledgerEnd();
                }
                for (Step step : plan.steps().filter(asked).toList()) {
                    StepWork work = new StepWork(
                            ReadRun.of(plan, network, before(recording, step), run, new Unit(unit).workspace(), unit),
                            step);
                    called.clear();
                    Executions.of(work).probe();
                    made.computeIfAbsent(step.kind().word(), first -> new TreeSet<>())
                            .addAll(called);
                }
            }
        }
        return made;
    }

    /** The state as it was before the end of a step was written. */
    private static Recording before(Recording whole, Step step) {
        List<JournalEntry> entries = whole.entries().stream()
                .takeWhile(entry -> entry.events().stream()
                        .noneMatch(event -> event instanceof JournalEvent.StepEnded ended
                                && ended.step().equals(step.id())))
                .toList();
        State state = State.empty(whole.state().lineage(), "");
        for (JournalEntry entry : entries) {
            state = state.after(entry);
        }
        return new Recording(state, entries);
    }

    private static Path acs(Path unit) {
        return unit.resolve(FolderStore.NAME).resolve("acs");
    }

    private static Path kept(Path unit) {
        return unit.resolveSibling(unit.getFileName() + "-kept");
    }

    /** What was exported is deleted when it is verified; a process that died before that would have found it. */
    private static void copy(Path from, Path to) {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private ServerInterceptor watch(Path unit) {
        return new ServerInterceptor() {
            @Override
            public <Q, S> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
                String method = call.getMethodDescriptor().getBareMethodName();
                called.add(method);
                if (method.equals("ImportPartyAcs")) {
                    copy(acs(unit), kept(unit));
                }
                return next.startCall(call, headers);
            }
        };
    }

    private static SortedSet<String> kinds() {
        return Arrays.stream(Step.Kind.values()).map(Step.Kind::word).collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedMap<String, String> sections() throws IOException {
        SortedMap<String, String> sections = new TreeMap<>();
        Matcher section = SECTION.matcher(Files.readString(PAGE));
        while (section.find()) {
            sections.put(section.group(1), section.group(2));
        }
        return sections;
    }

    private static SortedSet<String> rpcs(String section) {
        Matcher reads = READS.matcher(section);
        List<String> named = new ArrayList<>();
        while (reads.find()) {
            RPC.matcher(reads.group(1)).results().forEach(found -> named.add(found.group(1)));
        }
        return new TreeSet<>(named);
    }
}
