package io.partita.core.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Result;
import io.partita.core.plan.Step;
import io.partita.core.plan.StepId;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.CallFailure;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.SentRequest;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two organisations, each with a participant, a state folder and a network in which it reaches its own participant
 * only. What they hand to each other are receipts and the file of contracts.
 */
class TwoOperatorsTest {

    @TempDir
    Path folder;

    private final Scene scene = new Scene(35).operators(Map.of(Scene.SOURCE, "bank-a", Scene.TARGET, "bank-b"));
    private final List<String> strayed = new ArrayList<>();

    /** One organisation. */
    private final class Bank {

        private final String operator;
        private final ParticipantName own;
        private final Path home;
        private final Runner runner;
        private RunResult last;

        Bank(String operator, ParticipantName own) {
            this.operator = operator;
            this.own = own;
            this.home = folder.resolve(operator);
            this.runner = new Runner(scene, home);
            runner.with(runner.options().as(operator));
        }

        private Network reach() {
            return new Network() {
                @Override
                public Participant participant(ParticipantName name) {
                    if (!name.equals(own)) {
                        strayed.add(operator + " called " + name);
                        throw new IllegalStateException(operator + " does not reach " + name);
                    }
                    return scene.network.participant(name);
                }

                @Override
                public Participant participant(ParticipantName name, ParticipantId id) {
                    return Identified.as(name, id, () -> scene.network.participants.get(name).id, participant(name));
                }

                @Override
                public List<SentRequest> takeSent() {
                    return List.of();
                }

                @Override
                public void close() {}
            };
        }

        RunResult go(SavedPlan plan, List<Receipt> receipts) {
            runner.with(runner.options().taking(receipts));
            Apply apply = runner.apply(reach());
            last = last == null ? apply.run(plan) : apply.resume(plan);
            return last;
        }

        List<Receipt> receipts(SavedPlan plan) {
            return Receipts.of(plan, runner.folder.read().value(), operator);
        }

        void handOverExports(Bank other) throws IOException {
            Path there = Files.createDirectories(other.home.resolve(".partita/acs"));
            Path here = home.resolve(".partita/acs");
            if (!Files.isDirectory(here)) {
                return;
            }
            try (Stream<Path> files = Files.list(here)) {
                for (Path file : files.toList()) {
                    Files.copy(file, there.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private final Bank[] banks = new Bank[2];

    private SavedPlan plan() {
        scene.target.vetted.add(Scene.PACKAGE);
        PlanContent offline = scene.offline();
        banks[0] = new Bank("bank-a", Scene.SOURCE);
        banks[1] = new Bank("bank-b", Scene.TARGET);
        return Scene.saved(scene.content(offline.parties(), List.of(), offline.sources(), offline.windows()));
    }

    @Test
    void movePartiesFromOneToTheOther() throws IOException {
        PartyId alice = scene.party("Alice", 5);
        PartyId bob = scene.party("Bob", 3);
        SavedPlan plan = plan();
        Bank source = banks[0];
        Bank target = banks[1];
        WatchedNetwork watched = WatchedNetwork.watching(scene);

        int hands = 0;
        while (hands < 60 && !(isOver(source) && isOver(target))) {
            source.go(plan, target.receipts(plan));
            source.handOverExports(target);
            target.go(plan, source.receipts(plan));
            hands++;
        }

        assertThat(strayed).isEmpty();
        assertThat(watched.harm()).isEmpty();
        assertThat(source.last.diagnostics()).noneMatch(Diagnostic::isError);
        assertThat(target.last.diagnostics()).noneMatch(Diagnostic::isError);
        assertThat(hands).isLessThan(20);
        OfflinePathTest.assertArrived(scene, alice);
        OfflinePathTest.assertArrived(scene, bob);
        assertThat(source.last.interlocks()).isEmpty();
        assertThat(target.last.interlocks()).isEmpty();
    }

    private static boolean isOver(Bank bank) {
        return bank.last != null && bank.last.exit().isComplete();
    }

    private static List<Receipt> withoutIsolation(List<Receipt> receipts) {
        return receipts.stream()
                .filter(receipt -> !receipt.step().id().startsWith(Step.Kind.ISOLATE.word()))
                .toList();
    }

    /**
     * Without the receipt of the isolation the signature waits; and who gave it cannot take the isolation back any
     * more.
     */
    @Test
    void nothingBecomesActiveOnATargetThatNobodySaysIsIsolated() {
        PartyId alice = scene.party("Alice", 5);
        SavedPlan plan = plan();
        Bank source = banks[0];
        Bank target = banks[1];
        source.go(plan, List.of());
        while (scene.target.connected) {
            target.go(plan, source.receipts(plan));
            source.go(plan, withoutIsolation(target.receipts(plan)));
        }
        List<Receipt> all = new ArrayList<>(target.receipts(plan));

        RunResult waiting = source.go(plan, withoutIsolation(all));

        assertThat(all).hasSizeGreaterThan(withoutIsolation(all).size());
        assertThat(waiting.exit()).isEqualTo(ExitStatus.WAITING);
        assertThat(waiting.diagnostics()).extracting(Diagnostic::code).contains("operator-wanted");
        assertThat(scene.network.lastSerial(alice)).isEqualTo(1);
        assertThat(target.runner.apply(target.reach()).abandon(plan, "tried").exit())
                .as("the source may have signed, for all that the target knows")
                .isEqualTo(ExitStatus.REFUSED);
        assertThat(strayed).isEmpty();
    }

    /** Until the party's hosting is signed; the export that comes next fails. */
    private void signedAndNotExported(SavedPlan plan, PartyId party) throws IOException {
        scene.network.wrap(found -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("exportAcs")) {
                        throw scene.source.failed(CallFailure.Kind.LOCAL, "DISK_FULL", "no space is left");
                    }
                    return call.proceed();
                },
                found));
        Bank source = banks[0];
        Bank target = banks[1];
        for (int hands = 0; hands < 20 && scene.network.lastSerial(party) == 1; hands++) {
            source.go(plan, target.receipts(plan));
            source.handOverExports(target);
            target.go(plan, source.receipts(plan));
        }
        source.go(plan, target.receipts(plan));
        scene.network.wrap(UnaryOperator.identity());
        assertThat(scene.network.lastSerial(party)).isEqualTo(2);
        assertThat(source.last.exit()).isEqualTo(ExitStatus.ERROR);
        assertThat(source.last.interlocks()).isEmpty();
        assertThat(scene.target.connected).isFalse();
    }

    /** Only this run exports what the target waits for, and no interlock of its own state says so. */
    @Test
    void whoHasSignedForTheTargetOfAnotherNeitherGivesUpNorBeginsAnotherPlan() throws IOException {
        PartyId alice = scene.party("Alice", 5);
        SavedPlan plan = plan();
        signedAndNotExported(plan, alice);
        Bank source = banks[0];
        Bank target = banks[1];
        SavedPlan another = new SavedPlan(plan.plan(), "1".repeat(64), () -> "another");

        RunResult given = source.runner.apply(source.reach()).abandon(plan, "disk full");
        RunResult withoutName =
                new Runner(scene, source.home).apply(source.reach()).abandon(plan, "disk full");
        RunResult other = source.runner
                .with(source.runner.options().taking(List.of()))
                .apply(source.reach())
                .run(another);

        assertThat(given.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(given.diagnostics()).extracting(Diagnostic::code).containsExactly("abandon-unsafe");
        assertThat(withoutName.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(other.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(other.diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("run-unfinished");
            assertThat(said.detail()).contains("participant2, of another operator, stays away");
        });
        for (int hands = 0; hands < 20 && !(isOver(source) && isOver(target)); hands++) {
            source.go(plan, target.receipts(plan));
            source.handOverExports(target);
            target.go(plan, source.receipts(plan));
        }
        OfflinePathTest.assertArrived(scene, alice);
        assertThat(isOver(source)).isTrue();
        assertThat(strayed).isEmpty();
    }

    /** What became of the target once its contracts were there and its flag was cleared, and no receipt says so. */
    private enum Afterwards {
        IS_A_HOST {
            @Override
            void change(TwoOperatorsTest test, PartyId party) {}
        },
        IS_NONE_ANY_MORE {
            @Override
            void change(TwoOperatorsTest test, PartyId party) {
                test.change(party, 4, test.hostingSource());
            }
        },
        CAME_BACK_BY_ANOTHER_PLAN {
            @Override
            void change(TwoOperatorsTest test, PartyId party) {
                test.change(party, 4, test.hostingSource());
                test.change(party, 5, test.hostingSource(), test.hostingTarget(Onboarding.FLAGGED));
            }
        };

        abstract void change(TwoOperatorsTest test, PartyId party);
    }

    /** The flag was cleared where the target had become a host, so it does not wait for this run any more. */
    @ParameterizedTest
    @EnumSource(Afterwards.class)
    void whenTheTargetShowsThatItIsDoneALostReceiptKeepsNobody(Afterwards afterwards) throws IOException {
        PartyId alice = scene.party("Alice", 5);
        SavedPlan plan = plan();
        signedAndNotExported(plan, alice);
        Bank source = banks[0];
        Bank target = banks[1];
        source.go(plan, target.receipts(plan));
        source.handOverExports(target);
        for (int hands = 0; hands < 20 && !scene.target.connected; hands++) {
            target.go(plan, source.receipts(plan));
        }
        assertThat(scene.target.connected).isTrue();
        assertThat(scene.network.lastSerial(alice)).as("the flag is cleared").isEqualTo(3);
        afterwards.change(this, alice);

        RunResult given = source.runner.apply(source.reach()).abandon(plan, "no receipt comes");

        assertThat(given.exit()).as(given.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
    }

    /** Nothing exports for it any more: what is live is not what the run signed. */
    @Test
    void aTargetThatIsTakenAwayBeforeItsFlagIsClearedKeepsNobody() throws IOException {
        PartyId alice = scene.party("Alice", 5);
        SavedPlan plan = plan();
        signedAndNotExported(plan, alice);
        Bank source = banks[0];
        change(alice, 3, hostingSource());

        RunResult given = source.runner.apply(source.reach()).abandon(plan, "taken away");

        assertThat(given.exit()).as(given.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
    }

    /** It became a host anew, without this run and without contracts. */
    @Test
    void aTargetThatCameBackWithoutTheFlagKeepsTheRun() throws IOException {
        PartyId alice = scene.party("Alice", 5);
        SavedPlan plan = plan();
        signedAndNotExported(plan, alice);
        Bank source = banks[0];
        change(alice, 3, hostingSource());
        change(alice, 4, hostingSource(), hostingTarget(Onboarding.CLEAR));

        RunResult given = source.runner.apply(source.reach()).abandon(plan, "tried");

        assertThat(given.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(given.diagnostics()).extracting(Diagnostic::code).containsExactly("abandon-unsafe");
    }

    /** Its signature was announced, and another mapping has its serial, whose host without the flag nobody exports for. */
    @Test
    void aTargetThatAnotherMappingMadeAHostWithoutTheFlagKeepsTheRun() {
        PartyId alice = scene.party("Alice", 5);
        SavedPlan plan = plan();
        Bank source = banks[0];
        Bank target = banks[1];
        boolean[] broken = new boolean[1];
        scene.network.wrap(found -> Intercepted.by(
                (name, arguments, call) -> {
                    if (name.equals("sign") && found.name().equals(Scene.SOURCE)) {
                        broken[0] = true;
                        throw scene.source.failed(CallFailure.Kind.UNREACHABLE, "UNAVAILABLE", "connection refused");
                    }
                    return call.proceed();
                },
                found));
        for (int hands = 0; hands < 20 && !broken[0]; hands++) {
            source.go(plan, target.receipts(plan));
            target.go(plan, source.receipts(plan));
        }
        scene.network.wrap(UnaryOperator.identity());
        assertThat(broken[0]).isTrue();
        assertThat(scene.target.connected).isFalse();
        change(alice, 2, hostingSource(), hostingTarget(Onboarding.CLEAR));

        RunResult given = source.runner.apply(source.reach()).abandon(plan, "overtaken");

        assertThat(given.exit()).isEqualTo(ExitStatus.REFUSED);
        assertThat(given.diagnostics()).singleElement().satisfies(said -> {
            assertThat(said.code()).isEqualTo("abandon-unsafe");
            assertThat(said.detail()).contains("participant1 shows that participant2 became a host of Alice");
        });
    }

    private Host hostingSource() {
        return new Host(scene.source.id, Permission.CONFIRMATION, Onboarding.CLEAR);
    }

    private Host hostingTarget(Onboarding onboarding) {
        return new Host(scene.target.id, Permission.OBSERVATION, onboarding);
    }

    private void change(PartyId party, int serial, Host... hosts) {
        scene.network.change(new HostingMapping(party, serial, 1, List.of(hosts), Optional.empty()));
        scene.time.pass(Duration.ofSeconds(5));
        scene.network.settle();
    }

    /** Nothing is signed yet, so nobody can be active there. */
    @Test
    void beforeItsSignatureTheSourceGivesUpThoughTheTargetIsAway() {
        PartyId alice = scene.party("Alice", 5);
        SavedPlan plan = plan();
        Bank source = banks[0];
        Bank target = banks[1];
        source.go(plan, List.of());
        while (scene.target.connected) {
            target.go(plan, source.receipts(plan));
            source.go(plan, withoutIsolation(target.receipts(plan)));
        }

        RunResult given = source.runner.apply(source.reach()).abandon(plan, "wrong night");

        assertThat(given.exit()).as(given.diagnostics().toString()).isEqualTo(ExitStatus.DONE);
        assertThat(scene.network.lastSerial(alice)).isEqualTo(1);
    }

    @Test
    void onlyReceiptsOfTheSamePlanAndOfTheirOwnStepsAreTaken() {
        scene.party("Alice", 5);
        SavedPlan plan = plan();
        Bank source = banks[0];
        StepId theirs = new StepId("check-ready/participant2");
        Receipt another = new Receipt("1".repeat(64), theirs, "ready", List.of(), "bank-b", scene.time.instant());
        Receipt forged = new Receipt(
                plan.hash(),
                new StepId("check-ready/participant1"),
                "ready",
                List.of(),
                "bank-b",
                scene.time.instant());

        assertThat(source.go(plan, List.of(another)).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("receipt-of-another-plan");
        source.last = null;
        assertThat(source.go(plan, List.of(forged)).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("receipt-not-theirs");
    }

    /** Numbers and times that a receipt can hold and nobody means. */
    enum Hostile {
        MOST(Long.MAX_VALUE, Instant.parse("9999-12-31T23:59:59.999999999Z")),
        LEAST(0, Instant.parse("0001-01-01T00:00:00Z"));

        private final long number;
        private final Instant time;

        Hostile(long number, Instant time) {
            this.number = number;
            this.time = time;
        }

        Receipt of(Receipt receipt) {
            return new Receipt(
                    receipt.planHash(),
                    receipt.step(),
                    receipt.outcome(),
                    receipt.results().stream().map(this::of).toList(),
                    receipt.by(),
                    time);
        }

        private Result of(Result result) {
            if (result instanceof Result.LedgerEnd) {
                return new Result.LedgerEnd(number, time);
            }
            if (result instanceof Result.Activation activation) {
                return new Result.Activation(time, activation.transaction());
            }
            if (result instanceof Result.Exported exported) {
                AcsManifest manifest = exported.manifest();
                return new Result.Exported(
                        exported.file(),
                        new AcsManifest(
                                manifest.party(),
                                manifest.synchronizer(),
                                manifest.target(),
                                number,
                                number,
                                manifest.sha256()));
            }
            return result;
        }
    }

    /** What another operator says may be anything: the run waits or refuses, and it is never a bug. */
    @ParameterizedTest
    @EnumSource(Hostile.class)
    void receiptsWithNumbersThatNobodyMeansDoNoHarm(Hostile hostile) throws IOException {
        scene.party("Alice", 5);
        SavedPlan plan = plan();
        Bank source = banks[0];
        Bank target = banks[1];
        WatchedNetwork watched = WatchedNetwork.watching(scene);

        for (int hands = 0; hands < 12; hands++) {
            source.go(plan, target.receipts(plan).stream().map(hostile::of).toList());
            assertNoBug(source.last);
            source.handOverExports(target);
            target.go(plan, source.receipts(plan).stream().map(hostile::of).toList());
            assertNoBug(target.last);
        }

        assertThat(strayed).isEmpty();
        assertThat(watched.harm()).isEmpty();
        assertThat(scene.target.poisoned).isFalse();
    }

    private static void assertNoBug(RunResult result) {
        assertThat(result.diagnostics())
                .extracting(Diagnostic::code)
                .doesNotContain("internal-error", "process-exhausted");
    }
}
