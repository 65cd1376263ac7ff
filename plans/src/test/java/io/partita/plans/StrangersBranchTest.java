package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A branch of a stranger, checked out by a job that has secrets, and every command that such a job may run on it.
 * Whatever the branch brings, no program of it runs, no secret of the job is printed, nothing of the machine is read or
 * written outside of the checkout, and every command ends.
 */
class StrangersBranchTest {

    private static final String SECRET = "s3cr3t-of-the-job-0123456789";
    private static final String FOREIGN = "what stands elsewhere on this machine";

    private static final List<String> COMMANDS = List.of(
            "validate UNIT",
            "validate UNIT --json",
            "doctor UNIT",
            "plan UNIT",
            "plan UNIT --format markdown",
            "plan UNIT --format json",
            "show UNIT",
            "status UNIT",
            "state verify UNIT",
            "state show UNIT",
            "apply UNIT --dry-run",
            "apply UNIT --auto-approve",
            "apply UNIT/plan.json --dry-run",
            "show UNIT/plan.json",
            "resume UNIT",
            "resume UNIT --abandon",
            "resume UNIT --access UNIT --auto-approve",
            "apply UNIT/plan.json --auto-approve --policy HEAD",
            "apply UNIT/plan.json --auto-approve --require-committed --require-signed",
            "apply UNIT/plan.json --auto-approve --approval UNIT/plan.json.bob.sig",
            "approve UNIT/plan.json --key UNIT/key",
            "snapshot UNIT -o UNIT/snapshot.json",
            "plan UNIT --from-snapshot UNIT/snapshot.json",
            "plan UNIT --format html",
            "plan UNIT -o UNIT/out.json",
            "plan UNIT --log UNIT/debug.log",
            "diff UNIT/plan.json UNIT/out.json",
            "drift UNIT --junit UNIT/drift.xml",
            "receipt write UNIT --operator=bank-a",
            "apply UNIT/plan.json --operator=bank-a --receipts UNIT/receipts.json --contracts UNIT",
            "sign UNIT/request.json",
            "sign export UNIT",
            "sign import UNIT/signatures.json UNIT",
            "fmt UNIT --check",
            "fmt UNIT",
            "import UNIT -o UNIT/imported.groovy",
            "plan UNIT --against HEAD",
            "graph UNIT/plan.json",
            "validate UNIT --sarif UNIT/validated.sarif",
            "evidence write UNIT -o UNIT/evidence.json",
            "evidence verify UNIT/evidence.json",
            "state list UNIT",
            "state rebuild UNIT --reason=lost",
            "state unlock UNIT --reason=gone",
            "sandbox show UNIT");

    private static final Set<Integer> EXITS = Set.of(0, 1, 2, 3, 5, 6);

    /** What is no lock of partita is in the way of those who want one. */
    private static final Set<Integer> STATE_EXITS = Set.of(0, 1, 2, 3, 4, 5, 6);

    @TempDir
    Path folder;

    private Path checkout;
    private Path unit;
    private Path ran;
    private Path elsewhere;

    @BeforeEach
    void checkout() throws Exception {
        checkout = Files.createDirectories(folder.resolve("checkout"));
        unit = Files.createDirectories(checkout.resolve("hosting/alice"));
        ran = folder.resolve("ran");
        elsewhere = Files.writeString(folder.resolve("elsewhere"), FOREIGN + "\n");
        Git.init().setDirectory(checkout.toFile()).call().close();
    }

    private void declareSandbox() throws IOException {
        declare("sandbox()", "sandbox()");
        Files.copy(Path.of("quickstart/world.json"), unit.resolve("world.json"));
    }

    private void declare(String access, String other) throws IOException {
        Files.writeString(unit.resolve("hosting.groovy"), """
                synchronizer 'mysynchronizer'
                participants {
                    participant1 { %s }
                    participant2 { %s }
                }
                party('Alice') {
                    local on: participant1
                    host participant1, submission
                    host participant2, observation
                }
                """.formatted(access, other));
    }

    /** A shell's words that leave a trace. */
    private String trace() {
        return "'sh', '-c', 'touch " + ran + "; echo token'";
    }

    static Stream<String> capabilities() {
        return Stream.of(
                "admin '127.0.0.1:1', token: command(TRACE); ledger '127.0.0.1:2'",
                "admin '127.0.0.1:1'; ledger '127.0.0.1:2', token: command(TRACE)",
                "admin '127.0.0.1:1'; ledger '127.0.0.1:2'; backup { command TRACE }",
                "admin '127.0.0.1:1', token: env('JOB_SECRET'); ledger '127.0.0.1:2'",
                "admin '127.0.0.1:1', token: file('ELSEWHERE'); ledger '127.0.0.1:2'",
                "admin '127.0.0.1:1', token: file('../../../elsewhere'); ledger '127.0.0.1:2'",
                "admin '127.0.0.1:1', token: credential('job'); ledger '127.0.0.1:2'",
                "admin '127.0.0.1:1', token: oidc(url: 'http://127.0.0.1:1/t', client: 'c', secret: env('JOB_SECRET'));"
                        + " ledger '127.0.0.1:2'",
                "admin '127.0.0.1:1', token: oidc(url: 'http://127.0.0.1:1/t', client: 'c', secret: command(TRACE));"
                        + " ledger '127.0.0.1:2'",
                "admin 'attacker.example:443', tls: true; ledger '127.0.0.1:2'");
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void choosesNoProgramNoSecretAndNoDestination(String access) throws Exception {
        declare(
                access.replace("TRACE", trace()).replace("ELSEWHERE", elsewhere.toString()),
                "admin '127.0.0.1:3'; ledger '127.0.0.1:4'");
        commit();

        Map<String, Integer> ended = all("rehearse UNIT", "rehearse UNIT --from-snapshot UNIT/snapshot.json");

        assertThat(ended.get("rehearse UNIT")).isEqualTo(6);
        assertThat(ended.get("plan UNIT")).isEqualTo(6);
        assertThat(ended.get("doctor UNIT")).isEqualTo(6);
        assertThat(ended.get("show UNIT")).isEqualTo(6);
        assertThat(ended.get("apply UNIT --dry-run")).isEqualTo(6);
        assertThat(ended.get("apply UNIT --auto-approve")).isEqualTo(6);
        assertThat(ended.get("validate UNIT")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hosting.groovy",
                "another.groovy",
                "world.json",
                "plan.json",
                ".partita",
                ".partita/state.json",
                ".partita/journal.ndjson",
                ".sandbox",
                ".sandbox/world.mv",
                ".partita/lock",
                ".partita/acs",
                ".partita/runs",
                ".partita/runs/20260102-030405-abcdef",
                ".partita/runs/20260102-030405-abcdef/plan.json",
                "dars/CantonExamples.dar",
                "approvals.json",
                "allowed_signers",
                "plan.json.bob.sig",
                "key",
                "snapshot.json",
                "out.json",
                "debug.log",
                "drift.xml",
                "validated.sarif",
                "evidence.json",
                "imported.groovy",
                "receipts.json",
                "request.json",
                "signatures.json"
            })
    void leadsNowhereByALink(String name) throws Exception {
        declareSandbox();
        Path link = unit.resolve(name);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, elsewhere);

        all();

        assertThat(elsewhere).hasContent(FOREIGN);
    }

    /** A link to what is not there yet, or to an empty file, is one to whatever a shell of the job reads at its start. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "snapshot.json",
                "out.json",
                "debug.log",
                "drift.xml",
                "plan.json",
                "validated.sarif",
                "evidence.json",
                "imported.groovy"
            })
    void writesNothingThroughALinkToWhatIsNotThereOrEmpty(String name) throws Exception {
        declareSandbox();
        Path missing = folder.resolve("missing");
        Path empty = Files.createFile(folder.resolve("empty"));
        Files.createSymbolicLink(unit.resolve(name), missing);
        all();
        Files.delete(unit.resolve(name));
        Files.createSymbolicLink(unit.resolve(name), empty);

        all();

        assertThat(missing).doesNotExist();
        assertThat(empty).isEmptyFile();
    }

    @Test
    void leadsNowhereByALinkToAFolderOrToNothing() throws Exception {
        declareSandbox();
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.createSymbolicLink(unit.resolve(".sandbox"), inner);
        Files.createSymbolicLink(unit.resolve(".partita"), folder.resolve("nothing"));

        all();

        assertThat(inner).isEmptyDirectory();
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    /** Git keeps such files like all others. */
    @Test
    void looksLikeARepositoryWithFilters() throws Exception {
        declareSandbox();
        commit();
        Path bare = unit;
        Files.writeString(bare.resolve("HEAD"), "ref: refs/heads/main\n");
        Files.createDirectories(bare.resolve("objects/info"));
        Files.createDirectories(bare.resolve("refs/heads"));
        Files.writeString(bare.resolve(".gitattributes"), "* filter=x\n");
        Files.writeString(bare.resolve("config"), """
                [core]
                    bare = false
                    worktree = .
                    fsmonitor = "touch %1$s"
                    hooksPath = hooks
                [filter "x"]
                    clean = sh -c 'touch %1$s; cat'
                    smudge = sh -c 'touch %1$s; cat'
                    process = sh -c 'touch %1$s'
                """.formatted(ran));

        all();
    }

    /** What a job brought along by its own settings of the outer repository is not run either. */
    @Test
    void isReadWithoutTheSettingsOfItsRepository() throws Exception {
        declareSandbox();
        Files.writeString(checkout.resolve(".gitattributes"), "* filter=x\n");
        commit();
        Path config = checkout.resolve(".git/config");
        Files.writeString(config, Files.readString(config) + """
                [filter "x"]
                    clean = sh -c 'touch %1$s; cat'
                    process = sh -c 'touch %1$s'
                """.formatted(ran));
        Files.writeString(unit.resolve("hosting.groovy"), "\n", StandardOpenOption.APPEND);

        all();
    }

    private void commit() throws Exception {
        try (Git git = Git.open(checkout.toFile())) {
            git.add().addFilepattern("hosting").call();
            git.commit()
                    .setMessage("host Alice")
                    .setAuthor("stranger", "stranger@example.com")
                    .setCommitter("stranger", "stranger@example.com")
                    .setSign(false)
                    .call();
        }
    }

    /** Runs every command, and more; each is looked at. @return their exit codes */
    private Map<String, Integer> all(String... more) {
        Map<String, Integer> ended = new TreeMap<>();
        List<String> commands = new ArrayList<>(COMMANDS);
        commands.addAll(List.of(more));
        for (String command : commands) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
            List<String> words = new ArrayList<>();
            for (String word : command.split(" ")) {
                words.add(word.replace("UNIT", unit.toString()));
            }
            int exit = Main.run(words.toArray(String[]::new), InputStream.nullInputStream(), both, both, environment());
            String text = said.toString(StandardCharsets.UTF_8);
            assertThat(exit).as(command + ": " + text).isIn(command.startsWith("state ") ? STATE_EXITS : EXITS);
            assertThat(text).as(command).doesNotContain(SECRET, FOREIGN, "a bug in partita", "\tat ");
            assertThat(ran).as(command + ": " + text).doesNotExist();
            ended.put(command, exit);
        }
        return ended;
    }

    private Map<String, String> environment() {
        return Map.of(
                "CI",
                "true",
                "NO_COLOR",
                "1",
                "JOB_SECRET",
                SECRET,
                "PATH",
                System.getenv("PATH"),
                "CREDENTIALS_DIRECTORY",
                folder.toString(),
                "XDG_STATE_HOME",
                folder.resolve("remembered").toString());
    }
}
