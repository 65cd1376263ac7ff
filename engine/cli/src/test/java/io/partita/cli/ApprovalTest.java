package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.cli.approval.SshKeygen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Plans that people approve with their keys of SSH, as the policy of the network wants it. */
@EnabledIf("io.partita.cli.approval.SshKeygen#isInstalled")
class ApprovalTest {

    private static final String NAMESPACE = "partita-approval";

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private Path unit;
    private Path plan;

    @BeforeAll
    static void makeKeys() {
        for (String name : List.of("alice", "bob", "carol", "mallory")) {
            SshKeygen.key(keys, name, "-t", "ed25519");
        }
        SshKeygen.key(keys, "alice-ecdsa", "-t", "ecdsa", "-b", "256");
    }

    @BeforeEach
    void planIt() throws IOException {
        unit = Typed.scenario("quickstart", folder);
        plan = folder.resolve("plan.json");
        assertThat(typed("plan", unit.toString(), "-o", plan.toString()).code()).isZero();
        policy("");
    }

    private Typed typed(String... words) {
        return Typed.in(Map.of("HOME", folder.resolve("home").toString()), "", words);
    }

    /** Two roles, of one person each. @param more members of the policy, each with a comma after it */
    private void policy(String more) throws IOException {
        Files.writeString(unit.resolve("approvals.json"), """
                {
                  "format": "partita.approval-policy/1",
                  "signers": "allowed_signers",
                  "roles": {
                    "operations": { "people": ["alice@bank.example", "bob@bank.example"], "quorum": 1 },
                    "security": { "people": ["alice@bank.example", "carol@bank.example"], "quorum": 1 }
                  },
                  %s
                  "author": "counts",
                  "backups": "said"
                }
                """.formatted(more));
        signers("", "alice", "bob", "carol", "alice-ecdsa");
    }

    private void signers(String options, String... names) throws IOException {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            list.append(SshKeygen.line(name.replaceFirst("-.*", "") + "@bank.example", options, keys.resolve(name)));
        }
        Files.writeString(unit.resolve("allowed_signers"), list);
    }

    private void sign(String name) {
        sign(name, NAMESPACE);
    }

    private void sign(String name, String namespace) {
        SshKeygen.sign(keys.resolve(name), namespace, plan, "plan.json." + name + ".sig");
    }

    private Typed apply(String... more) {
        List<String> words = new ArrayList<>(List.of("apply", plan.toString(), "--auto-approve"));
        words.addAll(List.of(more));
        return typed(words.toArray(String[]::new));
    }

    private String journal() throws IOException {
        return Files.readString(unit.resolve(".partita/journal.ndjson"));
    }

    private static List<String> errors(Typed typed) {
        return typed.err().lines().filter(line -> line.startsWith("error: ")).toList();
    }

    private void refused(Typed typed, String... said) {
        assertThat(typed.code()).as(typed.both()).isEqualTo(6);
        assertThat(typed.unwrapped()).contains(said);
        assertThat(unit.resolve(".partita/journal.ndjson")).doesNotExist();
    }

    @Test
    void planIsCarriedOutWhenEveryRoleHasApprovedIt() throws IOException {
        refused(
                apply(),
                "[approval-missing]",
                "role 'operations' has 0 of 1 approvals",
                "role 'security' has 0 of 1 approvals",
                "alice@bank.example, carol@bank.example may",
                "ssh-keygen -Y sign -f KEY -n partita-approval PLAN",
                "partita approve " + plan + " --key=KEY");
        sign("bob");
        refused(apply(), "role 'security' has 0 of 1 approvals");
        Typed approved =
                typed("approve", plan.toString(), "--key", keys.resolve("carol").toString());
        assertThat(approved.code()).as(approved.both()).isZero();
        assertThat(approved.both()).contains("Hash:", "is approved with key SHA256:");

        Typed applied = apply();

        assertThat(applied.code()).as(applied.both()).isZero();
        assertThat(applied.unwrapped())
                .contains("approved by bob@bank.example (operations", "carol@bank.example (security");
        assertThat(journal()).contains("plan-approved", "BEGIN SSH SIGNATURE");
    }

    @Test
    void approvalOfThisProgramIsVerifiedBySshKeygen() throws IOException {
        Path signature = folder.resolve("approval.sig");
        typed("approve", plan.toString(), "--key", keys.resolve("carol").toString(), "-o", signature.toString());

        SshKeygen.Answer answer = SshKeygen.run(
                unit,
                Files.readAllBytes(plan),
                "-Y",
                "verify",
                "-f",
                "allowed_signers",
                "-I",
                "carol@bank.example",
                "-n",
                NAMESPACE,
                "-s",
                signature.toString());

        assertThat(answer.text()).contains("Good \"partita-approval\" signature for carol@bank.example");
    }

    @Test
    void onePersonFillsOneRoleWhateverTheirKeys() {
        sign("alice");
        sign("alice-ecdsa");

        refused(apply(), "has 0 of 1 approvals", "each counts for one role only");
    }

    @Test
    void somebodyWithTwoRolesMakesRoomForTheOther() {
        sign("alice");
        sign("bob");

        Typed applied = apply();

        assertThat(applied.code()).as(applied.both()).isZero();
        assertThat(applied.unwrapped()).contains("bob@bank.example (operations", "alice@bank.example (security");
    }

    @Test
    void signatureOfAnotherPlanDoesNotCount() throws IOException {
        sign("bob");
        sign("carol");
        Path script = unit.resolve("hosting.groovy");
        Files.writeString(
                script, Files.readString(script).replace("participant2, observation", "participant2, confirmation"));
        Files.delete(plan);
        Typed planned = typed("plan", unit.toString(), "-o", plan.toString());
        assertThat(planned.code()).as(planned.both()).isZero();

        refused(apply(), "[approval-of-another-plan]", "'plan.json.bob.sig' does not count");
    }

    @Test
    void signatureForSomethingElseDoesNotCount() {
        sign("bob", "git");
        sign("carol", "partita-approval-of-lunch");

        refused(apply(), "[approval-for-something-else]", "it was not signed for partita-approval");
    }

    @Test
    void keyThatIsNotAllowedDoesNotCount() {
        sign("mallory");
        sign("carol");

        refused(apply(), "[approval-not-counted]", "the key is not in the list", "(key SHA256:", "role 'operations'");
    }

    @Test
    void damagedAndDoubledSignaturesDoNotCount() throws IOException {
        sign("bob");
        Path file = folder.resolve("plan.json.bob.sig");
        Files.writeString(folder.resolve("plan.json.twice.sig"), Files.readString(file) + Files.readString(file));
        Files.writeString(file, Files.readString(file).replaceFirst("\n.{70}\n", "\n"));
        sign("carol");

        refused(apply(), "'plan.json.bob.sig' does not count", "more than one signature", "role 'operations'");
    }

    @Test
    void linkBesideThePlanIsNoApproval() throws IOException {
        sign("carol");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        SshKeygen.sign(keys.resolve("bob"), NAMESPACE, plan, "bob.txt");
        Files.move(folder.resolve("bob.txt"), elsewhere.resolve("bob.sig"));
        Files.createSymbolicLink(folder.resolve("plan.json.bob.sig"), elsewhere.resolve("bob.sig"));

        refused(apply(), "role 'operations' has 0 of 1");
        assertThat(apply("--approval", elsewhere.resolve("bob.sig").toString()).code())
                .isZero();
    }

    @Test
    void rotatedKeyCountsNoLonger() throws IOException {
        sign("bob");
        sign("carol");
        signers("valid-before=\"20200101Z\"", "alice", "bob", "carol");

        refused(apply(), "the key of bob@bank.example counts no longer since 2020-01-01T00:00:00Z");
    }

    @Test
    void approvalCountsForAsManyDaysAsThePolicySays() throws IOException {
        policy("\"days\": 3,");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        sign("bob");
        refused(apply(), "[approval-without-day]", "-n partita-approval@" + today, "--key=KEY --dated");
        Files.delete(folder.resolve("plan.json.bob.sig"));
        sign("bob", NAMESPACE + "@" + today.minusDays(4));
        refused(apply(), "[approval-expired]", "it is of " + today.minusDays(4));
        Files.delete(folder.resolve("plan.json.bob.sig"));
        sign("bob", NAMESPACE + "@" + today.plusDays(3));
        refused(apply(), "[approval-not-yet]");
        Files.delete(folder.resolve("plan.json.bob.sig"));
        sign("bob", NAMESPACE + "@" + today.minusDays(2));
        typed(
                "approve",
                plan.toString(),
                "--dated",
                "--key",
                keys.resolve("carol").toString());

        Typed applied = apply();

        assertThat(applied.code()).as(applied.both()).isZero();
    }

    @Test
    void policyOfThePullRequestDoesNotCountWhereAnotherIsTrusted() throws IOException {
        Path trusted = folder.resolve("trusted");
        WaitingRun.copy(unit, trusted);
        Files.writeString(
                unit.resolve("approvals.json"),
                Files.readString(unit.resolve("approvals.json")).replace("bob@", "mallory@"));
        signers("", "mallory", "carol");
        sign("mallory");
        sign("carol");

        refused(
                apply("--policy", trusted.toString()),
                "the key is not in the list",
                "alice@bank.example, bob@bank.example");
        Files.delete(unit.resolve("approvals.json"));
        refused(apply("--policy", trusted.toString()), "role 'operations'");
        refused(apply("--require-approved"), "[approval-policy-missing]");
        refused(apply("--policy", unit.toString()), "[trust-inside]");
        refused(
                Typed.in(Map.of("PARTITA_TRUST", trusted.toString()), "", "apply", plan.toString(), "--auto-approve"),
                "role 'operations'");
    }

    /** Two names are two people. */
    @Test
    void signersWhoseNamesLookAlikeAreWarnedOf() throws IOException {
        Path list = unit.resolve("allowed_signers");
        Files.writeString(
                list, Files.readString(list) + SshKeygen.line("b\u043Eb@bank.example", "", keys.resolve("mallory")));
        sign("bob");
        sign("carol");

        Typed shown = typed("show", plan.toString());

        assertThat(shown.code()).as(shown.both()).isZero();
        assertThat(shown.unwrapped()).contains("looks like 'bob@bank.example'", "[confusable-name]");
    }

    @Test
    void unusablePolicyApprovesNothing() throws IOException {
        sign("bob");
        sign("carol");
        String good = Files.readString(unit.resolve("approvals.json"));
        Files.writeString(unit.resolve("approvals.json"), good.replace("\"quorum\": 1", "\"quorum\": 3"));
        refused(apply(), "[approval-policy-impossible]", "wants 3 of 2");
        Files.writeString(unit.resolve("approvals.json"), good.replace("bob@bank.example", "*@bank.example"));
        assertThat(apply().code()).isNotZero();
        Files.writeString(unit.resolve("approvals.json"), good.replace("\"allowed_signers\"", "\"nobody\""));
        refused(apply(), "[approval-policy-unusable]", "there is no file 'nobody'");
        Files.writeString(unit.resolve("approvals.json"), good);
        Files.writeString(unit.resolve("allowed_signers"), "*@bank.example ssh-ed25519 AAAA\n");
        refused(apply(), "[approval-policy-unusable]", "line 1: ");
        assertThat(unit.resolve(".partita/journal.ndjson")).doesNotExist();
    }

    @Test
    void approvalCountsForOneRun() throws IOException {
        sign("bob");
        sign("carol");
        assertThat(apply().code()).isZero();
        // Whoever opened a way to a participant would stumble.
        Files.delete(unit.resolve("world.json"));

        Typed again = apply();

        assertThat(again.code()).as(again.both()).isEqualTo(6);
        assertThat(again.unwrapped()).contains("[approval-used]", "the approval of bob@bank.example was used by run");
    }

    @Test
    void folderThatNobodyCouldApproveIsNotApplied() {
        Typed typed = typed("apply", unit.toString(), "--auto-approve");

        refused(typed, "[approval-missing]", "partita plan " + unit + " -o plan.json");
    }

    @Test
    void showSaysWhichApprovalsAreThere() {
        sign("bob");
        sign("mallory");

        Typed typed = typed("show", plan.toString());

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.unwrapped())
                .contains(
                        "approved by bob@bank.example (operations",
                        "role 'security' has 0 of 1",
                        "'plan.json.mallory.sig'");
    }

    @Test
    void dryRunSaysWhatIsMissingAndChangesNothing() {
        sign("bob");

        List<String> said = errors(apply());

        assertThat(said).isNotEmpty();
        for (String grade : List.of("--dry-run", "--dry-run=offline")) {
            Typed typed = apply(grade);
            refused(typed, "[approval-missing]", "role 'security' has 0 of 1");
            assertThat(errors(typed)).isEqualTo(said);
        }
    }

    /** A run that waits for the owner of a key, before anything was changed. */
    private Path waiting(OwnKey treasury) throws IOException {
        unit = Files.createDirectory(folder.resolve("treasury"));
        SmallWorld.write(unit, "bank1");
        treasury.writePublic(unit.resolve("keys/treasury.pub"));
        Files.writeString(unit.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants { bank1 { sandbox() } }
                keys { treasury { publicKey 'keys/treasury.pub' } }
                party('Treasury') {
                    external key: treasury
                    host bank1, confirmation
                }
                """);
        Files.delete(plan);
        typed("plan", unit.toString(), "-o", plan.toString());
        policy("");
        sign("bob");
        sign("carol");
        Typed waiting = apply();
        assertThat(waiting.code()).as(waiting.both()).isEqualTo(5);
        Path request = folder.resolve("request.json");
        Path signatures = folder.resolve("signatures.json");
        typed("sign", "export", unit.toString(), "-o", request.toString());
        Path key = treasury.writePrivate(folder.resolve("treasury.pem"));
        typed("sign", request.toString(), "--key", key.toString(), "-o", signatures.toString());
        return signatures;
    }

    @Test
    void resumeAsksAgainWithTheApprovalsOfTheJournal() throws IOException {
        String signatures = "--signature=" + waiting(OwnKey.made());
        Files.delete(folder.resolve("plan.json.bob.sig"));
        signers("", "alice", "carol");
        // Whoever opened a way to a participant would stumble.
        Path world = Files.move(unit.resolve("world.json"), folder.resolve("world.json"));

        Typed refused = typed("resume", unit.toString(), signatures);

        Files.move(world, unit.resolve("world.json"));
        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.unwrapped())
                .contains(
                        "role 'operations' has 0 of 1",
                        "the approval of bob@bank.example in the journal does not count");
        assertThat(typed("status", unit.toString()).both()).contains("approved by bob@bank.example (SHA256:");
        sign("alice");
        Typed other = typed("resume", unit.toString(), signatures, "--approval=" + plan + ".alice.sig");
        assertThat(other.code()).as(other.both()).isZero();
        assertThat(journal().split("plan-approved")).hasSize(3);
    }

    @Test
    void resumeOnAnotherMachineBelievesThePolicyAndNotTheJournal() throws IOException {
        String signatures = "--signature=" + waiting(OwnKey.made());
        Path trusted = Files.createDirectory(folder.resolve("trusted"));
        Files.writeString(
                trusted.resolve("approvals.json"),
                Files.readString(unit.resolve("approvals.json")).replace("bob@", "dave@"));
        Files.copy(unit.resolve("allowed_signers"), trusted.resolve("allowed_signers"));

        Typed refused = typed("resume", unit.toString(), signatures, "--policy=" + trusted);

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.unwrapped()).contains("alice@bank.example, dave@bank.example may");
    }

    @Test
    void runPastTheReturnGoesOnWhateverThePolicySays() throws IOException {
        Typed.backedUpByHand(unit);
        Files.delete(plan);
        typed("plan", unit.toString(), "-o", plan.toString());
        sign("bob");
        sign("carol");
        assertThat(apply().code()).isEqualTo(5);
        signers("", "alice");

        Typed resumed = typed("resume", unit.toString(), "--backup-done=participant2");

        assertThat(resumed.code()).as(resumed.both()).isZero();
    }

    /** A run whose target is isolated, and waits for a backup by hand. @param backups how it is said */
    private void isolated(String backups) throws IOException {
        Typed.backedUpByHand(unit);
        Files.delete(plan);
        typed("plan", unit.toString(), "-o", plan.toString());
        Files.writeString(
                unit.resolve("approvals.json"),
                Files.readString(unit.resolve("approvals.json")).replace("\"said\"", "\"" + backups + "\""));
        sign("bob");
        sign("carol");
        assertThat(apply().code()).isEqualTo(5);
    }

    private Path statement() throws IOException {
        try (var files = Files.walk(unit.resolve(".partita/runs"))) {
            return files.filter(file -> file.endsWith("backup-participant2.txt"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Its state says that everything was begun, which anybody can write. */
    @Test
    void runOfAnotherMachineIsJudgedWhateverIsLeftOfIt() throws IOException {
        isolated("said");
        signers("", "alice");
        Map<String, String> elsewhere =
                Map.of("HOME", folder.resolve("elsewhere").toString());

        Typed refused = Typed.in(
                elsewhere, "", "resume", unit.toString(), "--backup-done=participant2", "--expect-hash=" + hash());

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.unwrapped()).contains("[approval-missing]");
        signers("", "bob", "carol");
        Typed resumed = Typed.in(
                elsewhere, "", "resume", unit.toString(), "--backup-done=participant2", "--expect-hash=" + hash());
        assertThat(resumed.code()).as(resumed.both()).isZero();
    }

    @Test
    void lineForSshKeygenIsOneThatAShellTakesAsItStands() throws IOException {
        unit = Typed.scenario("quickstart", Files.createDirectory(folder.resolve("bank a's")));
        policy("");
        isolated("signed");

        Typed unsigned = typed("resume", unit.toString(), "--backup-done=participant2");

        assertThat(unsigned.unwrapped())
                .contains("-n partita-approval '" + statement().toString().replace("'", "'\\''") + "', and resume");
    }

    @Test
    void backupIsNotSaidWithoutThePolicyThatIsWanted() throws IOException {
        isolated("signed");
        Files.delete(unit.resolve("approvals.json"));

        Typed refused = typed("resume", unit.toString(), "--backup-done=participant2", "--require-approved");

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.unwrapped()).contains("[approval-policy-missing]");
    }

    @Test
    void commandThatReplacesTheBackupByHandIsSignedAsWell() throws IOException {
        isolated("signed");
        Path script = unit.resolve("hosting.groovy");
        Files.writeString(
                script,
                Files.readString(script).replace("backup manual", "backup { command 'sh', '-c', 'touch ran' }"));
        String replaced = "--access=" + unit;

        Typed unsigned = typed("resume", unit.toString(), replaced, "--auto-approve", "--expect-hash=" + hash());

        assertThat(unsigned.code()).as(unsigned.both()).isEqualTo(5);
        assertThat(unsigned.unwrapped()).contains("[backup-not-signed]");
        assertThat(unit.resolve("ran")).doesNotExist();
        SshKeygen.sign(keys.resolve("bob"), NAMESPACE, statement(), "bob.sig");
        Typed signed =
                typed("resume", unit.toString(), "--approval=" + statement().resolveSibling("bob.sig"));
        assertThat(signed.code()).as(signed.both()).isZero();
        assertThat(unit.resolve("ran")).exists();
    }

    @Test
    void networkWithoutAPolicyIsNoWayAroundTheOneThatIsNamed() throws IOException {
        Path trusted = Files.createDirectory(folder.resolve("trusted"));
        Files.delete(unit.resolve("approvals.json"));

        refused(apply("--policy", trusted.toString()), "[approval-policy-missing]", "--policy was given");
    }

    @Test
    void keyThatWouldNotCountDoesNotSign() {
        SshKeygen.done(folder, "-q", "-t", "rsa", "-b", "1024", "-N", "", "-f", "short");

        Typed refused = typed(
                "approve", plan.toString(), "--key", folder.resolve("short").toString());

        assertThat(refused.code()).as(refused.both()).isEqualTo(1);
        assertThat(refused.unwrapped()).contains("[approval-key-unusable]", "2048 bits");
    }

    @Test
    void backupByHandIsSignedWhereThePolicyWantsIt() throws IOException {
        Typed.backedUpByHand(unit);
        Files.delete(plan);
        typed("plan", unit.toString(), "-o", plan.toString());
        Files.writeString(
                unit.resolve("approvals.json"),
                Files.readString(unit.resolve("approvals.json")).replace("\"said\"", "\"signed\""));
        sign("bob");
        sign("carol");
        assertThat(apply().code()).isEqualTo(5);

        Typed unsigned = typed("resume", unit.toString(), "--backup-done=participant2");

        assertThat(unsigned.code()).as(unsigned.both()).isEqualTo(5);
        assertThat(unsigned.unwrapped()).contains("[backup-not-signed]", "backup-participant2.txt");
        Path statement;
        try (var files = Files.walk(unit.resolve(".partita/runs"))) {
            statement = files.filter(file -> file.endsWith("backup-participant2.txt"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(Files.readString(statement)).startsWith("partita.backup/1\nplan: " + hash());
        SshKeygen.sign(keys.resolve("mallory"), NAMESPACE, statement, "mallory.sig");
        assertThat(typed(
                                "resume",
                                unit.toString(),
                                "--backup-done=participant2",
                                "--approval=" + statement.resolveSibling("mallory.sig"))
                        .code())
                .isEqualTo(5);
        SshKeygen.sign(keys.resolve("bob"), NAMESPACE, statement, "bob.sig");
        Typed signed = typed(
                "resume",
                unit.toString(),
                "--backup-done=participant2",
                "--approval=" + statement.resolveSibling("bob.sig"));
        assertThat(signed.code()).as(signed.both()).isZero();
    }

    private String hash() throws IOException {
        return new ObjectMapper().readTree(plan.toFile()).path("hash").asText();
    }

    @Test
    void planWithOtherLineEndsIsNotSignedAndNotTakenAsSigned() throws IOException {
        String text = Files.readString(plan);
        Files.writeString(plan, text.replace("\n", "\r\n"));
        Typed approve =
                typed("approve", plan.toString(), "--key", keys.resolve("bob").toString());
        refused(approve, "[approval-of-other-line-ends]", "-text");
        sign("bob");

        refused(apply(), "[approval-of-other-line-ends]", "'plan.json.bob.sig' does not count");
    }

    @Test
    void keyThatCannotSignHereIsSentToSshKeygen() throws IOException {
        SshKeygen.done(folder, "-q", "-t", "ed25519", "-N", "a passphrase", "-f", "locked");
        Files.writeString(folder.resolve("nothing"), "no key");

        Typed locked = typed(
                "approve", plan.toString(), "--key", folder.resolve("locked").toString());
        Typed nothing = typed(
                "approve", plan.toString(), "--key", folder.resolve("nothing").toString());

        assertThat(locked.code()).isEqualTo(1);
        assertThat(locked.unwrapped()).contains("[approval-key-unusable]", "nobody can be asked", "ssh-keygen -Y sign");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.unwrapped()).contains("[approval-key-unusable]");
    }
}
