package io.partita.provider.canton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.PruningSchedule;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Participant;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.RecordedMessage;
import io.partita.testkit.recording.Recordings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a participant answers: a result, or a failure with its name; never anything else, and never for long. */
class AnswersFuzzTest {

    private static final long SEED = 20_261_129;
    private static final int TRIES = 400;
    private static final int EXAMINED = 10;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final List<String> SCENARIOS = List.of(
            "a-discovery", "c-simple-path", "g-pruning", "f-vet", "h-offline-path", "k-decentralized-namespace");

    private static final String KEY = "1220" + "ab".repeat(32);
    private static final SynchronizerId LOGICAL = SynchronizerId.of("da::1220" + "de".repeat(32));
    private static final PhysicalSynchronizerId HERE = new PhysicalSynchronizerId(LOGICAL, 35, 0);

    private static final Map<String, MethodDescriptor<?, ?>> METHODS = new TreeMap<>();
    private static final Map<String, List<byte[]>> REAL = new TreeMap<>();

    private static PartyId party;
    private static ParticipantId participant;

    /** One call of the client. */
    private interface Call {
        Object of(Participant participant) throws CallFailed;
    }

    @BeforeAll
    static void realAnswers() {
        SpokenServices.ALL.stream()
                .map(ServiceDescriptor::getMethods)
                .forEach(methods -> methods.forEach(method -> METHODS.put(method.getFullMethodName(), method)));
        for (String scenario : SCENARIOS) {
            var recording = Recordings.load(35, scenario);
            participant = ParticipantId.of(recording.header().participants().get("participant1"));
            for (RecordedCall call : recording.calls()) {
                if (METHODS.containsKey(call.method()) && call.status().isOk()) {
                    call.responses().stream()
                            .filter(RecordedMessage.Complete.class::isInstance)
                            .map(message -> ((RecordedMessage.Complete) message).bytes())
                            .forEach(bytes -> REAL.computeIfAbsent(call.method(), none -> new ArrayList<>())
                                    .add(bytes));
                }
            }
        }
        party = PartyId.of("Alice::" + KEY);
    }

    @Test
    void the_real_answers_are_of_nearly_every_call() {
        assertThat(REAL).hasSizeGreaterThan(20);
    }

    @Test
    void the_same_answers_in_every_build() {
        tries(new SplittableRandom(SEED), TRIES);
    }

    /** {@code -Dpartita.fuzz.seconds=600}, and {@code -Dpartita.fuzz.seed=…} to do the same once more. */
    @Test
    @Tag("fuzz")
    void answers_without_end() {
        long seed = Long.getLong("partita.fuzz.seed", new SplittableRandom().nextLong());
        Instant end = Instant.now().plusSeconds(Long.getLong("partita.fuzz.seconds", 60));
        SplittableRandom random = new SplittableRandom(seed);
        System.out.println("-Dpartita.fuzz.seed=" + seed);
        while (Instant.now().isBefore(end)) {
            tries(random, 100);
        }
    }

    private static void tries(SplittableRandom random, int count) {
        Map<String, Call> calls = calls();
        List<String> names = List.copyOf(calls.keySet());
        for (int number = 0; number < count; number++) {
            long seed = random.nextLong();
            String name = names.get(number % names.size());
            Instant begun = Instant.now();
            try (FakeParticipant fake = hostile(seed)) {
                calls.get(name).of(fake.participant());
                if (number % EXAMINED == 0) {
                    examine(fake);
                }
            } catch (CallFailed e) {
                assertThat(e.failure().attempted())
                        .as("%s with the answers of %d", name, seed)
                        .contains("participant1");
                assertThat(e.failure().text().length()).isLessThan(10_000);
            } catch (RuntimeException e) {
                fail(name + " with the answers of " + seed, e);
            }
            assertThat(Duration.between(begun, Instant.now()))
                    .as("%s with the answers of %d", name, seed)
                    .isLessThan(LONGEST);
        }
    }

    private static void examine(FakeParticipant fake) {
        ParticipantName name = new ParticipantName("participant1");
        try (CantonNetwork network = CantonNetwork.open(new TreeMap<>(Map.of(name, fake.channels())), wait -> {})) {
            assertThat(network.examine(name, "mysynchronizer", Map.of()).checks())
                    .isNotEmpty();
        }
    }

    /** Answers every method; about every second with something that no participant says. */
    private static FakeParticipant hostile(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SpoiltAnswers spoilt = new SpoiltAnswers(random.nextLong());
        FakeParticipant fake = new FakeParticipant();
        METHODS.forEach((name, method) -> {
            List<byte[]> real = REAL.getOrDefault(name, List.of(new byte[0]));
            int messages = method.getType().serverSendsOneMessage() ? 1 : 1 + random.nextInt(4);
            List<byte[]> answer = new ArrayList<>();
            for (int number = 0; number < messages; number++) {
                byte[] one = real.get(random.nextInt(real.size()));
                answer.add(random.nextBoolean() ? spoilt.of(method, one) : one);
            }
            fake.answer(name, new FakeParticipant.Answer(answer, Status.OK, new Metadata()));
        });
        return fake;
    }

    private static Map<String, Call> calls() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("status", Participant::status);
        calls.put("replication", Participant::replication);
        calls.put("registrations", Participant::registrations);
        calls.put("synchronizer", each -> each.synchronizer("mysynchronizer"));
        calls.put(
                "setManualConnect", each -> done(() -> each.setManualConnect("mysynchronizer", ManualConnect.MANUAL)));
        calls.put("disconnect", each -> done(() -> each.disconnect("mysynchronizer")));
        calls.put("reconnect", each -> each.reconnect("mysynchronizer"));
        calls.put("synchronizerTime", each -> each.synchronizerTime(HERE));
        calls.put("clock", Participant::clock);
        calls.put("decisionTimeout", each -> each.decisionTimeout(HERE));
        calls.put("inFlight", each -> each.inFlight(LOGICAL));
        calls.put("hosting", each -> each.hosting(HERE, party));
        calls.put("allHostings", each -> each.allHostings(HERE));
        calls.put("allHostingHistories", each -> each.allHostingHistories(HERE));
        calls.put("allProposals", each -> each.allProposals(HERE));
        calls.put("proposals", each -> each.proposals(HERE, party));
        calls.put("hostingHistory", each -> each.hostingHistory(HERE, party));
        calls.put("lastSerial", each -> each.lastSerial(HERE, party));
        calls.put("namespace", each -> each.namespace(HERE, party.namespace()));
        calls.put("heldKey", each -> each.heldKey(party.namespace()));
        calls.put("sign", each -> done(() -> each.sign(HERE, "1220" + "cd".repeat(32), Optional.empty())));
        calls.put(
                "propose",
                each -> done(() -> each.propose(
                        HERE,
                        new HostingMapping(
                                party,
                                1,
                                1,
                                List.of(new HostingMapping.Host(
                                        participant, Permission.SUBMISSION, HostingMapping.Onboarding.CLEAR)),
                                Optional.empty()),
                        Optional.of(party.namespace()),
                        Duration.ofSeconds(1))));
        calls.put("vettedPackages", each -> each.vettedPackages(HERE, participant));
        calls.put("vettedVersions", each -> each.vettedVersions(HERE.logical(), participant));
        calls.put("darWith", each -> each.darWith(new PackageId("ab".repeat(32))));
        calls.put("dar", each -> each.dar(new PackageId("ab".repeat(32))).length);
        calls.put("uploadDar", each -> each.uploadDar(new byte[10], "a", LOGICAL));
        calls.put("validateDar", each -> each.validateDar(new byte[10], "a", LOGICAL));
        calls.put("pruningSchedule", Participant::pruningSchedule);
        calls.put(
                "setPruningSchedule",
                each -> done(() -> each.setPruningSchedule(new PruningSchedule(
                        "0 0 * * * ?", Duration.ofHours(1), Duration.ofHours(1), PruningSchedule.Extent.EVERYTHING))));
        calls.put("clearPruningSchedule", each -> done(each::clearPruningSchedule));
        calls.put("prunedUpTo", Participant::prunedUpTo);
        calls.put("ledgerEnd", Participant::ledgerEnd);
        calls.put("anyActiveContract", each -> each.anyActiveContract(party, 1000));
        calls.put("anyTransaction", each -> each.anyTransaction(party, 0, 1000));
        calls.put("activations", each -> each.activations(party, LOGICAL, participant, 0, 1000));
        calls.put("activeContractIds", each -> done(() -> each.activeContractIds(party, LOGICAL, 1000, id -> {})));
        calls.put("contractSummary", each -> each.contractSummary(party, LOGICAL, 1000));
        calls.put("archivedContractIds", each -> done(() -> each.archivedContractIds(party, 0, 1000, id -> {})));
        calls.put("clearOnboarding", each -> each.clearOnboarding(party, LOGICAL, 0));
        return calls;
    }

    private interface Done {
        void now() throws CallFailed;
    }

    private static Object done(Done call) throws CallFailed {
        call.now();
        return "";
    }
}
