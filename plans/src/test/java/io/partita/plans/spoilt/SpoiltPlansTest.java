package io.partita.plans.spoilt;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.planfile.PlanFile;
import io.partita.core.planfile.Refitted;
import io.partita.plans.Command;
import io.partita.plans.Command.Ended;
import io.partita.plans.Observed;
import io.partita.plans.Scenario;
import io.partita.plans.Scenario.Hosting;
import io.partita.plans.Served;
import io.partita.plans.fault.HastyTicker;
import io.partita.provider.sandbox.SandboxNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plans that somebody spoilt and that are legal all the same, carried out on a network: whoever has read the text of such
 * a plan has read which participants are asked to change what, of which parties, and how these are hosted in the end.
 */
class SpoiltPlansTest {

    /** Every way to a hosting, keys and namespaces among them, and one where there is nothing to do. */
    private static final List<String> SCENARIOS = List.of(
            "quickstart",
            "already-done",
            "permissions",
            "simple",
            "create-local",
            "thresholds",
            "two-parties-one-window",
            "packages-from-source",
            "external-create",
            "external-simple",
            "decentralized-create",
            "own-namespace");

    private static final List<String> SIGNS = List.of("propose ", "sign ", "introduce ");

    /** The beginnings of the steps that a participant is called for, by the method. */
    private static final Map<String, List<String>> SAID = Map.ofEntries(
            Map.entry("DisconnectSynchronizer", List.of("disconnect from ")),
            Map.entry("ModifySynchronizer", List.of("disconnect from ", "connect by itself ", "reconnect to ")),
            Map.entry("ReconnectSynchronizer", List.of("reconnect to ")),
            Map.entry("ReconnectSynchronizers", List.of("reconnect to ")),
            Map.entry("ClearSchedule", List.of("suspend pruning ")),
            Map.entry("SetParticipantSchedule", List.of("suspend pruning ", "restore pruning ")),
            Map.entry("UploadDar", List.of("vet ")),
            Map.entry("UploadDarFile", List.of("vet ")),
            Map.entry("UpdateVettedPackages", List.of("vet ")),
            Map.entry("Authorize", SIGNS),
            Map.entry("AddTransactions", SIGNS),
            Map.entry("SignTransactions", SIGNS),
            Map.entry("GenerateTransactions", SIGNS),
            Map.entry("ImportPartyAcs", List.of("import the contracts of ")),
            Map.entry("ClearPartyOnboardingFlag", List.of("wait until the onboarding flag of ")));

    /** What is sent with them says whose hosting is meant. */
    private static final Set<String> OF_TOPOLOGY = Set.of(
            "Authorize", "AddTransactions", "SignTransactions", "GenerateTransactions", "ClearPartyOnboardingFlag");

    private static final int SPOILT_AT_MOST = 500;

    @TempDir
    Path folder;

    static IntStream some() {
        return IntStream.range(0, SCENARIOS.size());
    }

    static IntStream many() {
        return IntStream.range(1000, 1000 + Integer.getInteger("partita.spoilt", 400));
    }

    @ParameterizedTest
    @MethodSource("some")
    void doWhatTheyShow(int seed) throws IOException {
        carryOutSpoilt(seed);
    }

    @ParameterizedTest
    @MethodSource("many")
    @Tag("fuzz")
    void doWhatTheyShowAtLength(int seed) throws IOException {
        carryOutSpoilt(seed);
    }

    private void carryOutSpoilt(int seed) throws IOException {
        Random random = new Random(seed);
        Scenario scenario = Scenario.named(SCENARIOS.get(seed % SCENARIOS.size()));
        Changes changes = new Changes();
        try (Served served = Served.of(scenario, folder.resolve("unit"), Served::quick, changes::of)) {
            Path file = served.unit().resolve("plan.json");
            typed(served, Set.of(0), "plan", ".", "-o", "plan.json");
            byte[] planned = Files.readAllBytes(file);
            byte[] spoilt = spoilt(planned, random);
            Files.write(file, spoilt);
            SortedMap<String, Hosting> before = hostings(served);
            Shown shown = Shown.of(
                    typed(served, Set.of(0), "show", "plan.json", "--explain").stdout());

            Ended ended = typed(served, Set.of(0, 1, 3, 5, 6, 7), "apply", "plan.json", "--auto-approve");

            assertThat(ended.stdout() + ended.stderr()).doesNotContain("a bug in partita");
            requireShown(changes.all(), shown, served, spoilt);
            requireHostings(shown, ended, before, hostings(served), served, spoilt);
        }
    }

    /** The first legal one. */
    private static byte[] spoilt(byte[] planned, Random random) {
        Spoiling spoiling = new Spoiling(random);
        for (int times = 0; times < SPOILT_AT_MOST; times++) {
            Optional<byte[]> legal = Refitted.of(spoiling.of(planned), planned);
            if (legal.isPresent()) {
                return legal.get();
            }
        }
        throw new AssertionError("nothing that was spoilt is legal");
    }

    private static void requireShown(List<Changes.Change> changes, Shown shown, Served served, byte[] plan) {
        Set<String> named = new HashSet<>(shown.parties().keySet());
        served.network().participants().forEach(each -> named.add(each.uid()));
        named.add(served.network().synchronizerId().replaceFirst("(::1220[0-9a-f]{64})::.*", "$1"));
        assertThat(changes).as(new String(plan)).allSatisfy(change -> {
            assertThat(SAID).containsKey(change.method());
            assertThat(shown.has(change.participant(), SAID.get(change.method())))
                    .as("%s is shown in %s", change, shown)
                    .isTrue();
            if (OF_TOPOLOGY.contains(change.method())) {
                assertThat(change.ids()).allSatisfy(id -> assertThat(named).anySatisfy(known -> isId(known, id)));
            }
        });
    }

    /** Before an id in a message there is its length, which may look like letters. */
    private static void isId(String known, String id) {
        assertThat(id).endsWith(known).hasSizeLessThanOrEqualTo(known.length() + 2);
    }

    private static void requireHostings(
            Shown shown,
            Ended ended,
            SortedMap<String, Hosting> before,
            SortedMap<String, Hosting> after,
            Served served,
            byte[] plan) {
        SortedMap<String, Hosting> others = new TreeMap<>(after);
        others.keySet().removeAll(shown.parties().keySet());
        assertThat(before).as(new String(plan)).containsAllEntriesOf(others);
        if (ended.exit() == 0) {
            assertThat(after).as(new String(plan)).containsAllEntriesOf(shown.parties());
        }
        if (ended.exit() == 0 && shown.parties().isEmpty()) {
            requireAsRead(shown, before, served, plan);
        }
    }

    /** Of a plan with nothing to do: whatever is said to be as declared was found to be as the plan has it. */
    private static void requireAsRead(Shown shown, SortedMap<String, Hosting> live, Served served, byte[] plan) {
        Map<String, String> names = served.network().participants().stream()
                .collect(Collectors.toMap(SandboxNetwork.Participant::uid, SandboxNetwork.Participant::name));
        SortedMap<String, Hosting> read = new TreeMap<>();
        PlanFile.read(plan, "plan.json").value().content().settled().forEach(mapping -> {
            SortedMap<String, String> hosts = new TreeMap<>();
            mapping.hosts()
                    .forEach(host -> hosts.put(
                            names.get(host.participant().toString()),
                            host.permission().word()));
            read.put(mapping.party().toString(), new Hosting(mapping.threshold(), hosts));
        });
        assertThat(read).as(new String(plan)).hasSameSizeAs(shown.unchanged());
        assertThat(live).as(new String(plan)).containsAllEntriesOf(read);
    }

    private static SortedMap<String, Hosting> hostings(Served served) {
        try (Observed observed = served.observed()) {
            return observed.hostings();
        }
    }

    private static Ended typed(Served served, Set<Integer> exits, String... words) {
        Ended ended = new Command(served.unit(), new HastyTicker()).run(List.of(words));
        assertThat(exits).as(ended.stdout() + ended.stderr()).contains(ended.exit());
        return ended;
    }
}
