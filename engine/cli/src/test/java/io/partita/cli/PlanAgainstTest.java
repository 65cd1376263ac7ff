package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a branch changes of a declaration, in words. */
class PlanAgainstTest {

    /** Endpoints that nobody may try: a test that did would wait for them. */
    private static final String NETWORK = """
            synchronizer 'mysynchronizer'

            participants {
                participant1 {
                    admin  'p1.example:1', tls: [ca: 'certs/ca.pem'], token: file('secret.txt')
                    ledger 'p1.example:2'
                    backup manual
                }
                participant2 {
                    admin  'p2.example:1'
                    ledger 'p2.example:2'
                    backup { command './backup.sh' }
                }
            }
            """;

    private static final String PARTIES = """
            network '../network'

            party('Alice') {
                local on: participant1
                host participant1, submission
                dars 'a.dar'
            }
            """;

    @TempDir
    Path folder;

    private GitFolder git;

    @BeforeEach
    void aRepository() {
        git = GitFolder.in(folder.resolve("repository"));
        git.write("network/main.groovy", NETWORK);
        git.write("network/certs/ca.pem", "a certificate\n");
        git.write("network/backup.sh", "#!/bin/sh\n");
        git.write("network/secret.txt", "hunter22222\n");
        git.write("alice/hosting.groovy", PARTIES);
        git.write("alice/a.dar", "no dar yet");
        git.commit();
        git.with(each -> each.checkout().setCreateBranch(true).setName("change").call());
    }

    /** In CI, where nothing of the access part may be used without trust: a comparison uses nothing of it. */
    private Typed against(String revision, String... more) {
        List<String> words =
                new ArrayList<>(List.of("plan", git.root().resolve("alice").toString(), "--against", revision));
        words.addAll(List.of(more));
        return Typed.in(Map.of("CI", "true"), "", words.toArray(String[]::new));
    }

    @Test
    void aBranchThatChangesNothingSaysSo() {
        git.write("alice/hosting.groovy", "// of the desk\n" + PARTIES);

        Typed typed = against("main");

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out()).contains("The declaration says the same as that of main.");
    }

    @Test
    void partiesAccessAndFilesAreToldInWords() throws IOException {
        git.write(
                "alice/hosting.groovy",
                PARTIES.replace(
                                "host participant1, submission",
                                "host participant1, confirmation\n    host participant2, observation\n    threshold 1")
                        + "\nparty('Bob') {\n    local on: participant2\n    host participant2, submission\n}\n");
        git.write("alice/a.dar", "another");
        git.write("network/main.groovy", NETWORK.replace("p2.example:1", "p3.example:1"));
        git.write("network/certs/ca.pem", "another certificate\n");
        git.write("network/backup.sh", "#!/bin/sh\necho\n");
        git.write("network/secret.txt", "swordfish99\n");
        git.commit();

        Typed typed = against("main");

        assertThat(typed.code()).as(typed.both()).isEqualTo(2);
        assertThat(typed.out())
                .contains("Declaration against main")
                .contains("~ participant participant1")
                .contains("file certs/ca.pem")
                .contains("~ participant participant2")
                .contains("- admin")
                .contains("'p2.example:1'")
                .contains("'p3.example:1'")
                .contains("file ./backup.sh")
                .contains("~ party Alice")
                .contains("- host participant1")
                .contains("file a.dar")
                .contains("+ party Bob")
                .contains("in the namespace of participant2")
                .contains("The declaration differs from that of main: ")
                .doesNotContain("hunter22222")
                .doesNotContain("swordfish99")
                .doesNotContain("secret.txt  ");
        assertThat(typed.out().lines().filter(line -> line.contains("file secret.txt")))
                .isEmpty();

        Typed comment = against("main", "--format", "markdown");
        assertThat(comment.code()).isEqualTo(2);
        assertThat(comment.out())
                .startsWith("### partita: what changes in the declaration\n")
                .contains("`~` `party Alice`")
                .contains("```diff\n");

        JsonNode document =
                new ObjectMapper().readTree(against("main", "--json").out());
        assertThat(document.path("equal").asBoolean()).isFalse();
        assertThat(document.path("against").asText()).isEqualTo("main");
        assertThat(document.path("commit").asText()).hasSize(40);
        assertThat(document.path("differences")).hasSize(4);
        assertThat(document.has("plan")).isFalse();
    }

    @Test
    void aDeclarationThatIsNewHasNothingBefore() {
        git.write("bob/hosting.groovy", PARTIES.replace("Alice", "Bob").replace("    dars 'a.dar'\n", ""));
        git.commit();

        Typed typed = Typed.run("plan", git.root().resolve("bob").toString(), "--against", "main");

        assertThat(typed.code()).as(typed.both()).isEqualTo(2);
        assertThat(typed.out())
                .contains("The declaration is new, main has none there: ")
                .contains("+ party Bob");
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertThat(against("nosuch").code()).isEqualTo(6);
        assertThat(against("nosuch").err()).contains("[against-unusable]").contains("'nosuch'");
        git.with(each -> each.checkout().setName("main").call());
        git.write("alice/hosting.groovy", "party('Alice' {\n");
        git.commit();
        git.with(each -> each.checkout().setName("change").call());
        assertThat(against("main").code()).isEqualTo(1);
        assertThat(against("main").err()).contains("[syntax]");

        assertThat(Typed.run("plan", folder.resolve("repository/alice").toString(), "--live")
                        .code())
                .isEqualTo(64);
        assertThat(against("main", "-o", "plan.json").code()).isEqualTo(64);
        assertThat(against("main", "--format", "html").code()).isEqualTo(64);
    }

    @Test
    void filesOutsideOfTheRepositoryAndLinksAreNotRead() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside.dar"), "outside");
        git.write("alice/hosting.groovy", PARTIES.replace("'a.dar'", "'../../outside.dar', 'linked.dar'"));
        Files.createSymbolicLink(git.root().resolve("alice/linked.dar"), outside);

        Typed typed = against("main");

        assertThat(typed.code()).as(typed.both()).isEqualTo(2);
        assertThat(typed.out()).contains("outside of the repository").containsPattern("file linked.dar\\s+a link");
    }

    /** The first digits of Git's id of a content, as a comparison tells it. */
    private static String told(String content) {
        return "content "
                + new ObjectInserter.Formatter()
                        .idFor(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8))
                        .name()
                        .substring(0, 12);
    }

    private String network() {
        return git.root().resolve("network").toString();
    }

    @Test
    void noIdIsToldOfAFileThatNoCommitHasOrThatHoldsASecretOnEitherSide() throws IOException {
        String repository = Files.readString(git.root().resolve(".git/config"));
        git.write("network/.partita/kept.json", "of a run");
        git.write("network/.sandbox/kept.json", "of a sandbox");
        git.write(
                "network/main.groovy",
                NETWORK.replace(
                                "tls: [ca: 'certs/ca.pem'], token: file('secret.txt')",
                                "tls: [ca: '../network/secret.txt', cert: '../.git/config', key: 'key.pem']")
                        .replace(
                                "'./backup.sh'",
                                "'cat', '.env', 'key.pem', '../.GIT/config', '.partita/kept.json', '.sandbox/kept.json'"));
        git.write("network/key.pem", "a private key");
        git.commit();
        git.write("network/.env", "PASSWORD=hunter22222\n");

        for (List<String> form : List.of(List.<String>of(), List.of("--json"), List.of("--format", "markdown"))) {
            Typed typed = against("main", form.toArray(String[]::new));

            assertThat(typed.code()).as(typed.both()).isEqualTo(2);
            assertThat(typed.out())
                    .contains("not compared")
                    .contains("file .env")
                    .doesNotContain(told("hunter22222\n"))
                    .doesNotContain(told(repository))
                    .doesNotContain(told("PASSWORD=hunter22222\n"))
                    .doesNotContain(told("a private key"))
                    .doesNotContain(told("of a run"))
                    .doesNotContain(told("of a sandbox"));
        }
    }

    @Test
    void ofATrackedFileTheIdIsToldOfWhatIsCommittedOnly() {
        git.write("network/certs/ca.pem", "put in by a pipeline");
        git.write("network/backup.sh", "#!/bin/sh\necho\n");
        git.with(each -> each.add().addFilepattern("network/backup.sh").call());
        git.with(each -> each.commit()
                .setAuthor("somebody", "somebody@bank.example")
                .setCommitter("somebody", "somebody@bank.example")
                .setSign(false)
                .setMessage("another backup")
                .call());

        Typed typed = against("main");

        assertThat(typed.code()).as(typed.both()).isEqualTo(2);
        assertThat(typed.out())
                .contains(told("a certificate\n"))
                .contains("content that is not committed")
                .contains(told("#!/bin/sh\necho\n"))
                .doesNotContain(told("put in by a pipeline"));
    }

    @Test
    void whatNoCommitHasIsNoDifferenceOfABranchThatChangesNothing() {
        git.write("network/main.groovy", NETWORK.replace("'./backup.sh'", "'cat', '.env'"));
        git.write("alice/hosting.groovy", PARTIES.replace("'a.dar'", "'built.dar'"));
        git.commit();
        git.write("network/.env", "PASSWORD=hunter22222\n");
        git.write("alice/built.dar", "built");

        Typed typed = against("HEAD");

        assertThat(typed.code()).as(typed.both()).isZero();
    }

    @Test
    void aNetworkThatIsTypedOverALinkIsComparedWhereItLies() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("linked"), Path.of(network()));
        git.write("network/main.groovy", NETWORK.replace("p2.example:1", "p3.example:1"));
        git.commit();

        Typed typed = against("main", "--network", link.toString());

        assertThat(typed.code()).as(typed.both()).isEqualTo(2);
        assertThat(typed.out()).contains("'p2.example:1'").contains("'p3.example:1'");
    }

    @Test
    void aCommitChoosesNoNetworkOutsideOfTheRepository() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("main.groovy"), NETWORK.replace("p2.example", "elsewhere.example"));
        git.with(each -> each.checkout().setName("main").call());
        git.write("alice/hosting.groovy", PARTIES.replace("'../network'", "'../../outside'"));
        git.commit();
        git.with(each -> each.checkout().setName("change").call());

        Typed refused = against("main");
        assertThat(refused.code()).as(refused.both()).isEqualTo(6);
        assertThat(refused.err())
                .contains("[network-outside]")
                .contains("'../../outside'")
                .contains("--network");
        assertThat(refused.both()).doesNotContain("elsewhere.example");

        assertThat(against("main", "--network", network()).code()).isZero();
    }

    @Test
    void aNetworkThatIsTypedOutsideOfTheRepositoryIsTheSameOnBothSides() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("main.groovy"), NETWORK);

        Typed typed = against("main", "--network", outside.toString());

        assertThat(typed.code()).as(typed.both()).isZero();
        assertThat(typed.out()).contains("The declaration says the same as that of main.");
    }

    @Test
    void aPartyThatIsCalledAsAParticipantShowsItsOwnFilesOnly() {
        git.write("alice/hosting.groovy", PARTIES.replace("'Alice'", "'participant1'"));
        git.commit();
        git.write("network/certs/ca.pem", "another certificate\n");
        git.commit();

        Typed typed = against("HEAD~1");

        assertThat(typed.code()).as(typed.both()).isEqualTo(2);
        assertThat(typed.out()).contains("~ participant participant1").doesNotContain("party participant1");
    }

    @Test
    void withASnapshotOrLiveWhatApplyingWouldDoFollows() throws IOException {
        Path scenario = Typed.scenario("quickstart", folder);
        Path unit = Files.createDirectories(git.root().resolve("quickstart"));
        WaitingRun.copy(scenario, unit);
        git.write(".gitignore", ".sandbox\n.partita\n");
        git.commit();
        String before = git.with(each -> each.getRepository().resolve("HEAD").name());
        Path script = unit.resolve("hosting.groovy");
        Files.writeString(
                script, Files.readString(script).replace("participant2, observation", "participant2, confirmation"));

        Typed live = Typed.run("plan", unit.toString(), "--against", before, "--live");
        assertThat(live.code()).as(live.both()).isEqualTo(2);
        assertThat(live.out())
                .contains("- host participant2  observation")
                .contains("+ host participant2  confirmation")
                .contains("Plan: 1 party to change");

        Path snapshot = folder.resolve("snapshot.json");
        assertThat(Typed.run("snapshot", unit.toString(), "-o", snapshot.toString())
                        .code())
                .isZero();
        Typed preview = Typed.run(
                "plan",
                unit.toString(),
                "--against",
                before,
                "--from-snapshot",
                snapshot.toString(),
                "--format",
                "markdown",
                "--max-chars",
                "20000");
        assertThat(preview.code()).as(preview.both()).isEqualTo(2);
        assertThat(preview.out())
                .startsWith("### partita: what changes in the declaration\n")
                .contains("Preview")
                .hasSizeLessThan(20_000);
    }
}
