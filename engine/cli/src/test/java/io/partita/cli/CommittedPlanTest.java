package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.cli.access.CommittedPlan;
import io.partita.cli.approval.Gpg;
import io.partita.cli.approval.SshKeygen;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Plans that are committed: from a branch to what was merged, and what somebody could do in between. */
@EnabledIf("io.partita.cli.approval.SshKeygen#isInstalled")
class CommittedPlanTest {

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private GitFolder git;
    private Path unit;
    private Path plan;

    @BeforeAll
    static void makeKeys() {
        List.of("bob", "carol", "mallory").forEach(name -> SshKeygen.key(keys, name, "-t", "ed25519"));
    }

    @BeforeEach
    void aRepositoryWithAPlan() throws IOException {
        git = GitFolder.in(folder.resolve("repository"));
        unit = Files.createDirectories(git.root().resolve("hosting"));
        Path scenario = Typed.scenario("quickstart", folder);
        for (String file : List.of("hosting.groovy", "world.json")) {
            Files.copy(scenario.resolve(file), unit.resolve(file));
        }
        WaitingRun.copy(scenario.resolve("dars"), unit.resolve("dars"));
        plan = git.root().resolve("plan.json");
        Files.writeString(unit.resolve(".gitignore"), ".partita\n.sandbox\n");
        signers("bob", "carol");
        git.commit();
        plan();
        git.commit();
    }

    private void signers(String... names) throws IOException {
        StringBuilder list = new StringBuilder();
        Stream.of(names).forEach(name -> list.append(SshKeygen.line(name + "@bank.example", "", keys.resolve(name))));
        Files.writeString(unit.resolve("allowed_signers"), list);
    }

    private void plan() {
        Typed typed = typed("plan", unit.toString(), "-o", plan.toString());
        assertThat(typed.code()).as(typed.both()).isZero();
    }

    private Typed typed(String... words) {
        return Typed.in(Map.of("HOME", folder.resolve("home").toString()), "", words);
    }

    private Typed apply(String... more) {
        List<String> words = new ArrayList<>(List.of("apply", plan.toString(), "--auto-approve"));
        words.addAll(List.of(more));
        return typed(words.toArray(String[]::new));
    }

    private void refused(Typed typed, String... said) {
        assertThat(typed.code()).as(typed.both()).isEqualTo(6);
        assertThat(typed.unwrapped()).contains(said);
        assertThat(unit.resolve(".partita/journal.ndjson")).doesNotExist();
    }

    /** Nothing speaks against the commit: only looked at, because a plan can be carried out once. */
    private void committed(String... more) {
        List<String> words = new ArrayList<>(List.of("--dry-run", "--require-committed"));
        words.addAll(List.of(more));
        Typed typed = apply(words.toArray(String[]::new));
        assertThat(typed.code()).as(typed.both()).isZero();
    }

    private String head() {
        return git.with(each -> each.getRepository().resolve("HEAD").name());
    }

    private void checkout(String name) {
        git.with(each -> each.checkout().setName(name).call());
    }

    private void branch(String name) {
        git.with(each -> each.checkout().setCreateBranch(true).setName(name).call());
    }

    private void change() throws IOException {
        Path script = unit.resolve("hosting.groovy");
        Files.writeString(script, Files.readString(script) + "// another word\n");
    }

    @Test
    void planNamesTheFilesOfItsDeclarationAndNoCommit() throws IOException {
        String before = Files.readString(plan);
        String id = git.with(each ->
                each.getRepository().resolve("HEAD:hosting/hosting.groovy").name());
        assertThat(new ObjectMapper()
                        .readTree(before)
                        .path("declaration")
                        .path("hosting.groovy")
                        .asText())
                .isEqualTo(id);
        git.write("README", "something else");
        git.commit();
        plan();
        assertThat(plan).hasContent(before);

        change();
        plan();

        assertThat(Files.readString(plan)).isNotEqualTo(before);
        Path former = Files.writeString(folder.resolve("former.json"), before);
        Typed diff = typed("diff", former.toString(), plan.toString());
        assertThat(diff.code()).isEqualTo(2);
        assertThat(diff.both().replaceAll("\\s+", " ")).contains("text of the declaration of hosting.groovy");
        Path outside = Typed.scenario("quickstart", Files.createDirectory(folder.resolve("outside")));
        typed("plan", outside.toString(), "-o", folder.resolve("other.json").toString());
        assertThat(folder.resolve("other.json")).content().doesNotContain("\"declaration\"");
    }

    @Test
    void changeGoesFromABranchToTheNetworkAndTheNextPlan() throws IOException {
        Files.writeString(unit.resolve("approvals.json"), """
                {
                  "format": "partita.approval-policy/1",
                  "signers": "allowed_signers",
                  "roles": { "review": { "people": ["bob@bank.example", "carol@bank.example"], "quorum": 1 } },
                  "author": "excluded",
                  "backups": "said"
                }
                """);
        git.commit();
        branch("change");
        Path script = unit.resolve("hosting.groovy");
        Files.writeString(
                script, Files.readString(script).replace("participant2, observation", "participant2, confirmation"));
        plan();
        commitAs("bob");
        SshKeygen.sign(keys.resolve("bob"), "partita-approval", plan, "plan.json.bob.sig");
        commitAs("bob");
        refused(apply("--require-committed", "--branch=main"), "[plan-not-committed]", "is not on branch main");
        refused(apply(), "[approval-missing]", "bob@bank.example has proposed the plan");

        SshKeygen.sign(keys.resolve("carol"), "partita-approval", plan, "plan.json.carol.sig");
        commitAs("carol");
        ObjectId change = ObjectId.fromString(head());
        checkout("main");
        git.with(each -> each.merge()
                .include(change)
                .setFastForward(FastForwardMode.NO_FF)
                .setMessage("the change")
                .call());
        Typed applied = apply("--require-committed", "--branch=main", "--require-approved", "--policy=main~1");

        assertThat(applied.code()).as(applied.both()).isZero();
        assertThat(applied.unwrapped()).contains("approved by carol@bank.example (review");
        Typed drift = typed("drift", unit.toString());
        assertThat(drift.code()).as(drift.both()).isZero();
        Typed next = typed("plan", unit.toString(), "--detailed-exitcode");
        assertThat(next.code()).as(next.both()).isZero();
    }

    private void commitAs(String name) {
        PersonIdent person = new PersonIdent(name, name + "@bank.example");
        git.with(each -> {
            each.add().addFilepattern(".").call();
            return each.commit()
                    .setMessage("a change of " + name)
                    .setAuthor(person)
                    .setCommitter(person)
                    .setSign(false)
                    .call();
        });
    }

    @Test
    void planThatIsNotCommittedIsRefused() throws IOException {
        committed();
        committed("--branch=main");
        change();
        git.commit();
        plan();

        refused(apply("--require-committed"), "[plan-not-committed]", "plan.json is another in commit");
        git.with(each -> each.rm().addFilepattern("plan.json").setCached(true).call());
        git.with(each -> each.commit().setMessage("gone").setSign(false).call());
        refused(apply("--require-committed"), "plan.json is not in commit");
        Path copy = Files.copy(plan, folder.resolve("plan.json"));
        refused(
                typed("apply", copy.toString(), "--home=" + unit, "--auto-approve", "--require-committed"),
                "is in no repository");
    }

    @Test
    void declarationThatMovedIsRefused() throws IOException {
        change();
        refused(apply("--require-committed"), "[declaration-moved]", "hosting.groovy at hand");
        git.commit();
        refused(apply("--require-committed"), "[declaration-moved]", "hosting.groovy of commit");
        git.with(each ->
                each.revert().include(each.getRepository().resolve("HEAD")).call());
        committed();
        git.write("hosting/more.groovy", "// nothing\n");
        refused(apply("--require-committed"), "[declaration-moved]", "more.groovy at hand");
    }

    @Test
    void commitBesideTheBranchWasNeverMerged() throws IOException {
        String merged = head();
        branch("side");
        git.write("README", "beside");
        git.commit();
        committed();
        refused(apply("--require-committed", "--branch=main"), "is not on branch main");
        String side = head();
        Files.createDirectories(git.root().resolve(".git/info"));
        Files.writeString(git.root().resolve(".git/info/grafts"), merged + " " + side + "\n");
        refused(apply("--require-committed", "--branch=main"), "is not on branch main");
        git.with(each -> {
            RefUpdate replacement = each.getRepository().updateRef("refs/replace/" + merged);
            replacement.setNewObjectId(ObjectId.fromString(side));
            return replacement.update();
        });
        refused(apply("--require-committed", "--branch=main"), "is not on branch main");
        git.with(each -> each.tag()
                .setName("release")
                .setAnnotated(false)
                .setSigned(false)
                .call());
        refused(apply("--require-committed", "--branch=release"), "there is no branch 'release'");

        checkout(merged);

        committed("--branch=main");
    }

    @Test
    void branchThatMovedOnKeepsThePlanOrRefusesIt() throws IOException {
        String merged = head();
        git.write("README", "later");
        git.commit();
        checkout(merged);
        committed("--branch=main");
        checkout("main");
        change();
        git.commit();
        checkout(merged);

        refused(apply("--require-committed", "--branch=main"), "[declaration-moved]", "of branch main");
    }

    @Test
    void endOfAShallowCloneIsNoBeginning() throws IOException {
        String merged = head();
        branch("side");
        git.write("README", "beside");
        String side = git.commit();
        Files.writeString(git.root().resolve(".git/shallow"), merged + "\n");

        refused(apply("--require-committed", "--branch=main"), "the clone is shallow");
        refused(apply("--require-signed"), "[commit-not-signed]", "the clone is shallow");
        assertThat(side).isEqualTo(head());
    }

    @Test
    void otherLineEndsAtHandAreAnotherFile() throws IOException {
        Path script = unit.resolve("hosting.groovy");
        Files.writeString(git.root().resolve(".gitattributes"), "* text eol=crlf\n");
        git.commit();
        Files.writeString(script, Files.readString(script).replace("\n", "\r\n"));
        refused(apply("--require-committed"), "[declaration-moved]", "line ends");
        Files.writeString(script, Files.readString(script).replace("\r\n", "\n"));
        Files.writeString(plan, Files.readString(plan).replace("\n", "\r\n"));

        refused(apply("--require-committed"), "[plan-not-committed]");
    }

    @Test
    void planFromOutsideOfARepositoryHasNothingToCompare() throws IOException {
        Path outside = Typed.scenario("quickstart", Files.createDirectory(folder.resolve("outside")));
        typed(
                "plan",
                outside.toString(),
                "-o",
                folder.resolve("outside/quickstart/plan.json").toString());
        Files.copy(folder.resolve("outside/quickstart/plan.json"), unit.resolve("outside.json"));
        git.commit();
        plan = unit.resolve("outside.json");

        refused(apply("--require-committed"), "[plan-without-declaration]");
        Files.writeString(unit.resolve("hosting.groovy"), "this is no declaration\n");
        Typed folderTyped = typed("apply", unit.toString(), "--auto-approve", "--require-committed");
        assertThat(folderTyped.code()).isEqualTo(64);
        assertThat(folderTyped.unwrapped()).contains("[commit-of-a-folder]");
    }

    @Test
    void commitIsSignedByAKeyThatMay() throws IOException {
        refused(apply("--require-signed"), "[commit-not-signed]", "has no signature");
        RevCommit unsigned = parsed(head());
        ObjectId parent = unsigned.getParent(0);
        signedBy("mallory", "git", unsigned, parent);
        refused(apply("--require-signed", "--branch=main"), "the key is not in the list");
        signedBy("carol", "file", unsigned, parent);
        refused(apply("--require-signed"), "is not of this commit");
        byte[] ofAnother = signature("carol", "git", "tree 0\n".getBytes(StandardCharsets.UTF_8));
        moveTo(built(unsigned, parent, ofAnother));
        refused(apply("--require-signed"), "is not of this commit");
        signedBy("carol", "git", unsigned, parent);
        git.write("README", "later, and not signed");
        git.commit();

        committed("--require-signed", "--branch=main");
        signers("bob");
        git.commit();
        refused(apply("--require-signed"), "the key is not in the list");
        Typed trusting = Typed.in(
                Map.of("HOME", folder.resolve("home").toString(), "PARTITA_TRUST", head() + "~1"),
                "",
                "apply",
                plan.toString(),
                "--auto-approve",
                "--dry-run",
                "--require-signed");
        assertThat(trusting.code()).as(trusting.both()).isZero();
        refused(apply("--dry-run", "--require-signed", "--policy=" + head() + "~1"), "[approval-policy-missing]");
        signers("carol");
        Files.writeString(unit.resolve("people"), SshKeygen.line("bob@bank.example", "", keys.resolve("bob")));
        policy("people");
        refused(apply("--require-signed"), "[commit-not-signed]", "the key is not in the list");
    }

    @Test
    @EnabledIf("io.partita.cli.approval.Gpg#isInstalled")
    void commitIsSignedByAKeyOfOpenPgpThatMay() throws IOException {
        Gpg gpg = Gpg.fresh();
        try {
            gpg.key("dora", "ed25519", "sign", "never");
            gpg.key("mallory", "ed25519", "sign", "never");
            RevCommit unsigned = parsed(head());
            ObjectId parent = unsigned.getParent(0);
            byte[] commit = builder(unsigned, parent).build();
            moveTo(built(unsigned, parent, gpg.signature("dora", commit)));
            refused(apply("--require-signed"), "[commit-not-signed]", "there is no file 'allowed_keys.asc' there");
            Files.writeString(unit.resolve("allowed_keys.asc"), gpg.exported("mallory"));
            refused(apply("--require-signed"), "is not in the list of keys");
            Files.writeString(unit.resolve("allowed_keys.asc"), gpg.exported("mallory", "dora"));

            committed("--require-signed", "--branch=main");
            moveTo(built(unsigned, parent, gpg.signature("dora", "tree 0\n".getBytes(StandardCharsets.UTF_8))));
            refused(apply("--require-signed"), "the signature of OpenPGP is not of this commit");
            Files.writeString(unit.resolve("allowed_keys.asc"), "no key\n");
            refused(apply("--require-signed"), "has no key as gpg --armor --export writes it");
        } finally {
            gpg.close();
        }
    }

    /** One that excludes the author. @param signers name of the list */
    private void policy(String signers) throws IOException {
        Files.writeString(unit.resolve("approvals.json"), """
                {
                  "format": "partita.approval-policy/1",
                  "signers": "%s",
                  "roles": { "review": { "people": ["bob@bank.example", "carol@bank.example"], "quorum": 1 } },
                  "author": "excluded",
                  "backups": "said"
                }
                """.formatted(signers));
    }

    @Test
    void whatIsComparedIsWhatWasReadOfThePlan() throws IOException {
        SavedPlan read = Plans.read(plan).value();
        Unit home = new Unit(unit);
        assertThat(new CommittedPlan(plan, home, home, read, Map.of()).uncommitted(Optional.empty()))
                .isEmpty();
        change();
        plan();
        git.commit();

        List<Diagnostic> against = new CommittedPlan(plan, home, home, read, Map.of()).uncommitted(Optional.empty());

        assertThat(against).extracting(Diagnostic::code).contains("plan-not-committed");
        assertThat(against.toString()).contains("what was read of plan.json is another");
    }

    @Test
    void authorIsUnknownWhereTheDeclarationIsNotTheOneOfThePlan() throws IOException {
        policy("allowed_signers");
        SshKeygen.sign(keys.resolve("carol"), "partita-approval", plan, "plan.json.carol.sig");
        change();
        git.commit();

        refused(apply(), "[author-unknown]", "the declaration has changed since the plan was made");
        Path outside = Typed.scenario("quickstart", Files.createDirectory(folder.resolve("outside")));
        Files.delete(plan);
        typed("plan", outside.toString(), "-o", outside.resolve("plan.json").toString());
        plan = Files.copy(outside.resolve("plan.json"), unit.resolve("plan.json"));
        SshKeygen.sign(keys.resolve("carol"), "partita-approval", plan, "plan.json.carol.sig");
        git.commit();
        refused(apply(), "[author-unknown]", "the plan does not say which declaration it is of");
    }

    @Test
    void authorsOfAJournalFromElsewhereAreNotBelieved() throws IOException {
        policy("allowed_signers");
        Typed.backedUpByHand(unit);
        plan();
        SshKeygen.sign(keys.resolve("carol"), "partita-approval", plan, "plan.json.carol.sig");
        git.commit();
        assertThat(apply().code()).isEqualTo(5);
        String hash = new ObjectMapper().readTree(plan.toFile()).path("hash").asText();

        Typed refused = Typed.in(
                Map.of("HOME", folder.resolve("elsewhere").toString()),
                "",
                "resume",
                unit.toString(),
                "--backup-done=participant2",
                "--expect-hash=" + hash);

        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.unwrapped()).contains("[author-unknown]", "nobody on this machine has started the run");
        assertThat(typed("resume", unit.toString(), "--backup-done=participant2")
                        .code())
                .isZero();
    }

    private RevCommit parsed(String id) {
        return git.with(each -> {
            try (RevWalk walk = new RevWalk(each.getRepository())) {
                RevCommit commit = walk.parseCommit(ObjectId.fromString(id));
                walk.parseBody(commit);
                return commit;
            }
        });
    }

    private void signedBy(String name, String namespace, RevCommit like, ObjectId parent) throws IOException {
        moveTo(built(
                like, parent, signature(name, namespace, builder(like, parent).build())));
    }

    private byte[] signature(String name, String namespace, byte[] signed) throws IOException {
        Path file = Files.write(folder.resolve("commit"), signed);
        return Files.readAllBytes(SshKeygen.sign(keys.resolve(name), namespace, file, "commit.sig"));
    }

    private static CommitBuilder builder(RevCommit like, ObjectId parent) {
        CommitBuilder builder = new CommitBuilder();
        builder.setTreeId(like.getTree());
        builder.setParentId(parent);
        builder.setAuthor(like.getAuthorIdent());
        builder.setCommitter(like.getCommitterIdent());
        builder.setMessage("a plan\n\ngpgsig is only a word here\n goes on\n");
        return builder;
    }

    private ObjectId built(RevCommit like, ObjectId parent, byte[] signature) {
        CommitBuilder builder = builder(like, parent);
        builder.setGpgSignature(new GpgSignature(signature));
        return git.with(each -> {
            try (ObjectInserter inserter = each.getRepository().newObjectInserter()) {
                ObjectId id = inserter.insert(builder);
                inserter.flush();
                return id;
            }
        });
    }

    private void moveTo(ObjectId commit) {
        git.with(each -> {
            RefUpdate update = each.getRepository().updateRef("refs/heads/main");
            update.setNewObjectId(commit);
            return update.forceUpdate();
        });
    }
}
