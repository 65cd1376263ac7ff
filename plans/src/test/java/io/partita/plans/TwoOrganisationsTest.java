package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.Main;
import io.partita.core.apply.Ticker;
import io.partita.core.codec.ReceiptCodecs;
import io.partita.core.plan.StepId;
import io.partita.core.state.Receipt;
import io.partita.testkit.typed.PrintedCommands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two organisations, each with a participant, a folder, a state and a token of its own. After the plan is made neither
 * reaches the participant of the other: each of its ports is closed to whoever has not this participant's token. What
 * they hand to each other are files.
 */
class TwoOrganisationsTest {

    /** Both banks have a user that may do everything, each with a secret that the other has not. */
    private static final String WAY = "token: env('%s')";

    /** No word of any text: what is known as a secret is masked in everything that this process prints from then on. */
    private static final String WORD = "q7-of-two-organisations";

    @TempDir
    private Path folder;

    private Served served;
    private Bank source;
    private Bank target;

    /** One organisation, as the person who works there sees it. */
    private final class Bank {

        private final String name;
        private final Path home;
        private final Path inbox;
        private final List<String> printed = new ArrayList<>();

        Bank(String name) throws IOException {
            this.name = name;
            this.home = Files.createDirectories(folder.resolve(name));
            this.inbox = Files.createDirectories(folder.resolve("inbox-of-" + name));
        }

        Command.Ended types(String... words) {
            return types(Map.of(token(), WORD), words);
        }

        String token() {
            return name.toUpperCase().replace('-', '_') + "_TOKEN";
        }

        Command.Ended types(Map<String, String> secrets, String... words) {
            ByteArrayOutputStream stdout = new ByteArrayOutputStream();
            ByteArrayOutputStream stderr = new ByteArrayOutputStream();
            Map<String, String> environment = new HashMap<>(secrets);
            environment.put("NO_COLOR", "1");
            environment.put("COLUMNS", "500");
            environment.put(
                    "XDG_STATE_HOME", folder.resolve("remembered-by-" + name).toString());
            List<String> all = new ArrayList<>(List.of("-C", folder.toString()));
            all.addAll(List.of(words));
            int exit = Main.run(
                    all.toArray(String[]::new),
                    InputStream.nullInputStream(),
                    new PrintStream(stdout, true, StandardCharsets.UTF_8),
                    new PrintStream(stderr, true, StandardCharsets.UTF_8),
                    environment,
                    Ticker.SYSTEM);
            Command.Ended ended = new Command.Ended(
                    exit, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
            printed.add(ended.stdout() + ended.stderr());
            return ended;
        }

        Command.Ended applies(String... more) {
            return types(with(
                    more,
                    "apply",
                    inbox.resolve("plan.json").toString(),
                    "--home=" + name,
                    "--confirm=Alice",
                    "--operator=" + name));
        }

        Command.Ended resumes(String... more) {
            return types(with(more, "resume", name, "--operator=" + name));
        }

        /** Writes its receipts into the other's inbox, with the files that are named beside them. */
        void handsOverTo(Bank other) throws IOException {
            Command.Ended written = types(
                    "receipt", "write", name, "--operator=" + name, "-o", other.inbox.resolve("receipts.json") + "");
            assertThat(written.exit()).as(written.stderr()).isZero();
            List<String> named = written.stdout()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.endsWith(".acs.gz"))
                    .toList();
            for (String each : named) {
                Path file = folder.resolve(each);
                Files.copy(file, other.inbox.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }

        String receipts() {
            return "--receipts=" + inbox.resolve("receipts.json");
        }

        private static String[] with(String[] more, String... words) {
            return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
        }
    }

    @BeforeEach
    void plannedByTheOneThatHasBothTokens() throws IOException {
        source = new Bank("bank-a");
        target = new Bank("bank-b");
        served = Served.quick(Scenario.named("offline-threshold"), folder.resolve("served"));
        declare(served.unit(), source.home);
        Map<String, String> both = Map.of(source.token(), WORD, target.token(), WORD);
        Command.Ended planned = source.types(both, "plan", "bank-a", "-o", "bank-a/plan.json");
        assertThat(planned.exit()).as(planned.stdout() + planned.stderr()).isZero();
        for (Bank bank : List.of(source, target)) {
            Files.copy(source.home.resolve("plan.json"), bank.inbox.resolve("plan.json"));
        }
        Files.createDirectories(target.home.resolve("dars"));
        copyDars(source.home, target.home);
    }

    /** A participant of each, and tokens that only its own organisation has. */
    private static void declare(Path from, Path to) throws IOException {
        String text = Files.readString(from.resolve("hosting.groovy"))
                .replace("backup { command 'true' }", "")
                .replace("    threshold 2\n", "    threshold 2\n    dars 'dars/partita-examples-1.0.0.dar'\n")
                .replaceAll(
                        "participant1 \\{ admin ('[^']+'); ledger ('[^']+'); +}",
                        participant("participant1", "bank-a", "BANK_A_TOKEN", ""))
                .replaceAll(
                        "participant2 \\{ admin ('[^']+'); ledger ('[^']+'); +}",
                        participant("participant2", "bank-b", "BANK_B_TOKEN", "; backup manual"));
        assertThat(text).contains("operator 'bank-a'", "operator 'bank-b'", "dars '");
        Files.createDirectories(to.resolve("dars"));
        Files.writeString(to.resolve("hosting.groovy"), text);
        copyDars(from, to);
    }

    private static String participant(String name, String operator, String variable, String rest) {
        String token = WAY.formatted(variable);
        return name + " { operator '" + operator + "'; admin $1, " + token + "; ledger $2, " + token + rest + " }";
    }

    private static void copyDars(Path from, Path to) throws IOException {
        Path dar = Path.of("dars", "partita-examples-1.0.0.dar");
        Files.copy(from.resolve(dar), to.resolve(dar), StandardCopyOption.REPLACE_EXISTING);
    }

    @AfterEach
    void close() {
        served.close();
    }

    private static String waiting(Command.Ended ended) {
        assertThat(ended.exit()).as(ended.stdout() + ended.stderr()).isEqualTo(5);
        return ended.stderr();
    }

    /**
     * Everything but the import: bank-b is isolated and backed up, and its inbox has the receipts and the contracts.
     */
    private void upToTheImport(String... alsoToldByTheSource) throws IOException {
        waiting(source.applies());
        source.handsOverTo(target);
        waiting(target.applies(target.receipts()));
        target.handsOverTo(source);
        waiting(source.resumes(both(source.receipts(), alsoToldByTheSource)));
        source.handsOverTo(target);
        waiting(target.resumes(target.receipts()));
        target.handsOverTo(source);
        waiting(source.resumes(both(source.receipts(), alsoToldByTheSource)));
        source.handsOverTo(target);
        assertThat(waiting(target.resumes(target.receipts()))).contains("[backup-wanted]");
    }

    private static String[] both(String first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void filesAreHandedToAndFroUntilTheFlagIsClearedAndNothingIsLeftToDo() throws IOException {
        String first = waiting(source.applies());
        assertThat(first)
                .contains("[operator-wanted]")
                .contains("receipt write bank-a --operator=bank-a -o receipts-bank-a.json")
                .contains("resume bank-a --operator=bank-a --receipts=FILE");
        upToTheImport();
        waiting(target.resumes(target.receipts(), "--backup-done=participant2", "--contracts=" + target.inbox));
        target.handsOverTo(source);
        waiting(source.resumes(source.receipts()));
        source.handsOverTo(target);
        Command.Ended done = target.resumes(target.receipts());
        target.handsOverTo(source);
        Command.Ended alsoDone = source.resumes(source.receipts());

        assertThat(done.exit()).as(done.stderr()).isZero();
        assertThat(alsoDone.exit()).as(alsoDone.stderr()).isZero();
        try (Observed observed = served.observed()) {
            Scenario.Outcome expected =
                    Scenario.named("offline-threshold").outcome().orElseThrow();
            assertThat(observed.like(expected)).isEqualTo(expected);
            assertThat(observed.contracts("Alice", "participant2"))
                    .isEqualTo(observed.contracts("Alice", "participant1"));
        }
        Map<String, String> both = Map.of(source.token(), WORD, target.token(), WORD);
        Command.Ended nothing = source.types(both, "plan", "bank-a", "--detailed-exitcode");
        assertThat(nothing.exit()).as(nothing.stdout()).isZero();
        assertThat(exports(source)).isEmpty();
        assertThat(exports(target)).isEmpty();
        assertEveryCommandNamesItsOperator();
    }

    private void assertEveryCommandNamesItsOperator() {
        for (Bank bank : List.of(source, target)) {
            for (String said : bank.printed) {
                for (List<String> words : PrintedCommands.of(said)) {
                    boolean ofOperators = words.contains("resume") || words.contains("receipt");
                    assertThat(words).as(said).matches(all -> !ofOperators || all.contains("--operator=" + bank.name));
                }
            }
        }
    }

    private static List<Path> exports(Bank bank) throws IOException {
        try (Stream<Path> files = Files.list(bank.home.resolve(".partita/acs"))) {
            return files.toList();
        }
    }

    /** bank-b does not run into the address or the secrets of bank-a, and needs neither to be told what is wrong. */
    @Test
    void neitherReachesTheOtherEvenToLook() {
        Command.Ended dry = target.applies("--dry-run");
        assertThat(dry.exit()).as(dry.stdout() + dry.stderr()).isEqualTo(5);
        assertThat(dry.stdout()).contains("a step of another operator, without a receipt");

        Command.Ended everybody =
                target.types("apply", target.inbox.resolve("plan.json").toString(), "--home=bank-b", "--confirm=Alice");
        assertThat(everybody.stderr()).contains("BANK_A_TOKEN");
    }

    @Test
    void thePlanOfAnotherNeedsAHomeOfOnesOwn() {
        String plan = target.inbox.resolve("plan.json").toString();

        Command.Ended homeless = target.types("apply", plan, "--operator=bank-b", "--confirm=Alice");

        assertThat(homeless.exit()).isEqualTo(1);
        assertThat(homeless.stderr()).contains("[plan-away-from-home]").contains("--home");
        waiting(target.applies());
        assertThat(target.home.resolve(".partita/state.json")).exists();
        assertThat(source.home.resolve(".partita")).doesNotExist();
        Command.Ended written = target.types("receipt", "write", plan, "--home=bank-b", "--operator=bank-b");
        assertThat(written.exit()).isZero();
        assertThat(ReceiptCodecs.HANDOVER
                        .read(written.stdout().getBytes(StandardCharsets.UTF_8), "stdout")
                        .value()
                        .receipts())
                .extracting(Receipt::by)
                .containsOnly("bank-b");
    }

    @Test
    void contractsAreImportedOnlyFromTheFileThatWasExported() throws IOException {
        upToTheImport();
        String wanted = waiting(target.resumes("--backup-done=participant2"));
        assertThat(wanted)
                .contains("[contracts-wanted]")
                .contains("resume bank-b --operator=bank-b --contracts=FOLDER");
        Path handed;
        try (Stream<Path> files = Files.list(target.inbox)) {
            handed = files.filter(file -> file.toString().endsWith(".acs.gz"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(handed);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        Files.write(handed, changed);

        Command.Ended refused = target.resumes("--contracts=" + target.inbox);

        assertThat(refused.exit()).as(refused.stderr()).isEqualTo(6);
        assertThat(refused.stderr()).contains("[contracts-not-those-exported]");
        assertThat(exports(target)).isEmpty();
        try (Observed observed = served.observed()) {
            assertThat(observed.contracts("Alice", "participant2")).isEmpty();
        }

        Files.write(target.home.resolve(".partita/acs").resolve(handed.getFileName()), whole);
        waiting(target.resumes());
        assertThat(Files.getPosixFilePermissions(exports(target).get(0)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    /** It may be as large as no disk: not even the beginning of a copy is made. */
    @Test
    void aFileOfAnotherSizeIsNotCopied() throws IOException {
        upToTheImport();
        waiting(target.resumes("--backup-done=participant2"));
        try (Stream<Path> files = Files.list(target.inbox)) {
            Path handed = files.filter(file -> file.toString().endsWith(".acs.gz"))
                    .findFirst()
                    .orElseThrow();
            Files.write(handed, new byte[1], StandardOpenOption.APPEND);
        }
        Path copies = target.home.resolve(".partita/acs");
        FileTime touched = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(copies, touched);

        Command.Ended refused = target.resumes("--contracts=" + target.inbox);

        assertThat(refused.exit()).as(refused.stderr()).isEqualTo(6);
        assertThat(refused.stderr()).contains("[contracts-not-those-exported]");
        assertThat(Files.getLastModifiedTime(copies)).isEqualTo(touched);
    }

    /** Whoever writes the receipts need not know where the run was told to keep exports. */
    @Test
    void whatWasExportedElsewhereIsHandedOverAllTheSame() throws IOException {
        upToTheImport("--exports=" + folder.resolve("disk"));
        assertThat(exports(source)).isEmpty();

        waiting(target.resumes(target.receipts(), "--backup-done=participant2", "--contracts=" + target.inbox));

        try (Observed observed = served.observed()) {
            assertThat(observed.contracts("Alice", "participant2"))
                    .isEqualTo(observed.contracts("Alice", "participant1"));
        }
    }

    @Test
    void aLostExportIsMadeAgainAndItsNewReceiptCounts() throws IOException {
        upToTheImport();
        for (Path file : exports(source)) {
            Files.delete(file);
        }
        Command.Ended gone = source.types("receipt", "write", "bank-a", "--operator=bank-a", "-o", "bank-a/r.json");
        assertThat(gone.stderr()).contains("[exported-file-missing]");
        waiting(source.resumes());
        source.handsOverTo(target);

        waiting(target.resumes(target.receipts(), "--backup-done=participant2", "--contracts=" + target.inbox));

        try (Observed observed = served.observed()) {
            assertThat(observed.contracts("Alice", "participant2"))
                    .isEqualTo(observed.contracts("Alice", "participant1"));
        }
    }

    @Test
    void forgedAndDamagedReceiptsAreRefused() throws IOException {
        waiting(source.applies());
        source.handsOverTo(target);
        Path file = target.inbox.resolve("receipts.json");
        String sound = Files.readString(file);

        assertRefused(
                file,
                sound,
                6,
                "receipt-of-another-plan",
                changed(
                        sound,
                        receipt -> new Receipt(
                                "1".repeat(64),
                                receipt.step(),
                                receipt.outcome(),
                                receipt.results(),
                                receipt.by(),
                                receipt.at())));
        assertRefused(
                file,
                sound,
                6,
                "receipt-not-theirs",
                changed(
                        sound,
                        receipt -> new Receipt(
                                receipt.planHash(),
                                receipt.step(),
                                receipt.outcome(),
                                receipt.results(),
                                "bank-c",
                                receipt.at())));
        assertRefused(
                file,
                sound,
                6,
                "receipt-not-theirs",
                changed(
                        sound,
                        receipt -> new Receipt(
                                receipt.planHash(),
                                new StepId("check-ready/participant2"),
                                receipt.outcome(),
                                receipt.results(),
                                receipt.by(),
                                receipt.at())));
        assertRefused(file, sound, 1, "unreadable-file", sound.replace("\"ready\"", "\"raedy\""));
        assertRefused(file, sound, 1, "damaged-json", sound.substring(0, sound.length() - 20));
        assertThat(target.home.resolve(".partita")).doesNotExist();

        Files.writeString(file, sound);
        Command.Ended forNobody = target.types("resume", "bank-a", target.receipts());
        assertThat(forNobody.exit()).as(forNobody.stderr()).isEqualTo(64);
        assertThat(forNobody.stderr()).contains("[operator-missing]");
        Files.delete(file);
        Command.Ended missing = target.applies(target.receipts());
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.stderr()).contains("[receipts-unreadable]");
    }

    private void assertRefused(Path file, String sound, int exit, String code, String text) throws IOException {
        assertThat(text).isNotEqualTo(sound);
        Files.writeString(file, text);
        Command.Ended refused = target.applies(target.receipts());
        assertThat(refused.exit()).as(refused.stderr()).isEqualTo(exit);
        assertThat(refused.stderr()).contains("[" + code + "]");
    }

    /** What somebody writes who knows the format, its hash included. */
    private static String changed(String sound, UnaryOperator<Receipt> change) {
        return ReceiptCodecs.text(
                ReceiptCodecs.HANDOVER
                        .read(sound.getBytes(StandardCharsets.UTF_8), "receipts.json")
                        .value()
                        .receipts()
                        .stream()
                        .map(change)
                        .sorted(Comparator.comparing(receipt -> receipt.step().id()))
                        .collect(Collectors.toList()));
    }
}
