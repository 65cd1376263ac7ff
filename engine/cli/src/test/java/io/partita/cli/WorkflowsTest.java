package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.command.PartitaCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.RefUpdate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The workflows of the documentation, in the order in which a change meets them: every command of partita in them is
 * typed as it stands there, where {@code CI} is set, in a repository whose protected branch is {@code main}.
 */
class WorkflowsTest {

    private static final Path PAGES = Path.of("../docs/ci");
    private static final List<String> PIPELINES = List.of(
            "github/apply.yml",
            "github/drift.yml",
            "github/plan.yml",
            "github/preview.yml",
            "github/snapshot.yml",
            "gitlab-ci.yml");
    private static final Pattern REDIRECTED = Pattern.compile(">>?");

    /** The run that is applied before it ends, so no run takes what it brings. */
    private static final String BROUGHT = "partita resume hosting/alice --backup-done=";

    @TempDir
    Path folder;

    private Path root;
    private byte[] snapshot;
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> typed = new ArrayList<>();

    @BeforeEach
    void commitIt() throws IOException {
        GitFolder repository = GitFolder.in(folder.resolve("repository"));
        root = repository.root();
        Path hosting = Files.createDirectories(root.resolve("hosting"));
        Files.move(Typed.scenario("quickstart", hosting), hosting.resolve("alice"));
        repository.commit();
        repository.with(git -> {
            RefUpdate protectedBranch = git.getRepository().updateRef("refs/remotes/origin/main");
            protectedBranch.setNewObjectId(git.getRepository().resolve("HEAD"));
            return protectedBranch.update();
        });
        variables.put("GITHUB_STEP_SUMMARY", "summary.md");
        variables.put("BACKED_UP", "participant2");
        variables.put("CI_DEFAULT_BRANCH", "main");
    }

    @Test
    void everyCommandOfTheWorkflowsForGitHubWorks() throws IOException {
        carriedOut("github/snapshot.yml", Map.of());
        carriedOut("github/plan.yml", Map.of());
        carriedOut("github/preview.yml", Map.of());
        carriedOut("github/apply.yml", Map.of("--detailed-exitcode", 2, BROUGHT, 1));
        carriedOut("github/drift.yml", Map.of());

        assertThat(typed).hasSizeGreaterThan(15);
        assertThat(root.resolve("comment.md")).content().startsWith("###").contains("Alice");
        assertThat(root.resolve("summary.md")).content().contains("No drift");
        assertThat(variables.get("run")).isNotEmpty();
        assertThat(root.resolve("evidence.json")).content().contains(variables.get("run"));
        assertThat(root.resolve("apply.xml")).content().contains("failures=\"0\"");
    }

    @Test
    void everyCommandOfTheWorkflowForGitLabWorks() throws IOException {
        carriedOut("gitlab-ci.yml", Map.of(BROUGHT, 1));

        assertThat(root.resolve("comment.md")).content().contains("Alice");
        assertThat(root.resolve("preview.md")).content().contains("preview");
        assertThat(variables.get("run")).isNotEmpty();
        assertThat(root.resolve("evidence.json")).content().contains(variables.get("run"));
        assertThat(root.resolve("drift.xml")).content().contains("failures=\"0\"");
    }

    @Test
    void everyWorkflowIsHere() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> PAGES.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(PIPELINES);
        }
    }

    /** A pull request of somebody else must not be given what belongs to the repository. */
    @Test
    void nothingRunsWithTheSecretsOfTheRepositoryForAStranger() throws IOException {
        for (String page : List.of("github/plan.yml", "github/preview.yml")) {
            String text = Files.readString(PAGES.resolve(page));
            assertThat(text).doesNotContain("pull_request_target");
        }
        assertThat(Files.readString(PAGES.resolve("github/preview.yml")))
                .doesNotContain("secrets.")
                .doesNotContain("write");
    }

    /** A checkout that cleans its folder would take the runs that wait, and the participants that they have isolated. */
    @Test
    void everyJobWhereTheStateIsKeepsWhatGitIgnores() throws IOException {
        for (Job job : jobs(PIPELINES)) {
            boolean state = job.text().contains("partita-apply");
            boolean needsState = job.lines().stream()
                    .anyMatch(line -> line.matches("partita (apply|resume|drift|evidence|status|state)\\b.*"));
            if (needsState) {
                assertThat(state).as(job.name()).isTrue();
            }
            if (state) {
                assertThat(job.text())
                        .as(job.name())
                        .containsPattern("clean=false|GIT_CLEAN_FLAGS=none")
                        .doesNotContain("clean=true");
            }
        }
        assertThat(jobs(List.of("gitlab-ci.yml")))
                .filteredOn(job -> job.text().contains("partita-apply"))
                .hasSize(4)
                .allMatch(job -> job.text().contains("resource_group=partita-hosting-alice"));
    }

    /** GitHub lets one wait in a group: whatever comes next cancels it. */
    @Test
    void nothingOfTheNightCancelsAnApplyThatWaits() throws IOException {
        Pattern group = Pattern.compile("(?m)^  group: partita-hosting-alice$");

        assertThat(Files.readString(PAGES.resolve("github/apply.yml"))).containsPattern(group);
        for (String page : List.of("github/drift.yml", "github/snapshot.yml")) {
            assertThat(Files.readString(PAGES.resolve(page))).as(page).doesNotContainPattern(group);
        }
    }

    /** Every branch can run what it likes on the other runner, and read what the secrets of its jobs are. */
    @Test
    void whatMayChangeParticipantsIsOnlyWhereTheStateIs() throws IOException {
        for (Job job : jobs(PIPELINES)) {
            if (job.text().contains("P1_ADMIN_TOKEN")) {
                assertThat(job.text()).as(job.name()).contains("partita-apply").contains("environment=production");
            }
            if (Set.of("github/plan.yml", "github/snapshot.yml", "github/preview.yml")
                    .contains(job.page())) {
                assertThat(job.text()).as(job.name()).doesNotContain("partita-apply");
            }
        }
    }

    /** An earlier job may have left it in the folder, and a branch may have committed a link under its name. */
    @Test
    void whatAJobWritesIsRemovedFirst() throws IOException {
        Pattern written = Pattern.compile("(?:>>? ?|-o |-D |--junit |--sarif )([\\w./-]+)");
        for (Job job : jobs(PIPELINES)) {
            List<String> removed = new ArrayList<>();
            for (String line : job.lines()) {
                if (line.startsWith("rm ")) {
                    removed.addAll(List.of(line.split(" ")));
                    continue;
                }
                for (String file : written.matcher(line)
                        .results()
                        .map(found -> found.group(1))
                        .toList()) {
                    if (!file.equals("/dev/null")) {
                        assertThat(removed)
                                .as("%s: %s", job.name(), line)
                                .containsAnyOf(file, file.replaceFirst("/.*", ""));
                    }
                }
            }
        }
    }

    @Test
    void everyScriptIsOneThatAShellUnderstands() throws Exception {
        for (Job job : jobs(PIPELINES)) {
            for (String script : job.scripts()) {
                ProcessBuilder shell = new ProcessBuilder("sh", "-n").redirectErrorStream(true);
                shell.environment().remove("CI");
                Process reading = shell.start();
                try (OutputStream in = reading.getOutputStream()) {
                    in.write(script.getBytes(StandardCharsets.UTF_8));
                }
                String said = new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(reading.waitFor()).as(job.name() + said).isZero();
            }
        }
    }

    /** A fork has none of the variables, and its pipeline has the fork as its project. */
    @Test
    void whatAForkNeedsStandsInTheWorkflow() throws IOException {
        String gitlab = Files.readString(PAGES.resolve("gitlab-ci.yml"));

        assertThat(gitlab).doesNotContain("$PARTITA_IMAGE").doesNotContain("$SNAPSHOT_URL");
        assertThat(gitlab.lines().filter(line -> line.contains("$CI_MERGE_REQUEST_SOURCE_PROJECT_ID")))
                .hasSize(4)
                .allMatch(line -> line.endsWith("= $CI_MERGE_REQUEST_PROJECT_ID"));
        assertThat(Files.readString(PAGES.resolve("github/preview.yml")))
                .doesNotContain("vars.")
                .contains("--workflow snapshot.yml --branch main --event schedule")
                .contains("gh run download \"$id\"");
    }

    /** @param expected how commands with an option end that do not end with 0 */
    private void carriedOut(String page, Map<String, Integer> expected) throws IOException {
        List<Job> jobs = jobs(List.of(page));
        assertThat(jobs).as(page).anyMatch(job -> !job.lines().isEmpty());
        // Snapshots first: they are made the night before.
        jobs.sort(Comparator.comparing(job -> !job.snapshot()));
        for (Job job : jobs) {
            for (String line : job.lines()) {
                if (line.startsWith("partita ")) {
                    carriedOut(page, line.replace(" || { code=$?; test $code -eq 5 || exit $code; }", ""), expected);
                } else if (line.startsWith("rm ")) {
                    remove(line);
                } else if (line.startsWith("mkdir ")) {
                    Files.createDirectory(root.resolve(line.substring("mkdir ".length())));
                } else if (line.startsWith("gh run download ") || line.startsWith("curl -sfL -o snapshot.json ")) {
                    Files.write(root.resolve("snapshot.json"), snapshot);
                } else {
                    requireNoCommand(page, line);
                    taken(line);
                }
            }
            if (job.snapshot()) {
                snapshot = Files.readAllBytes(root.resolve("snapshot.json"));
            }
        }
    }

    private void remove(String line) throws IOException {
        for (String name : line.split(" ")) {
            Path file = root.resolve(name);
            if (name.matches("rm|-r?f") || !Files.exists(file)) {
                continue;
            }
            WaitingRun.delete(file);
        }
    }

    /**
     * A job of a page.
     *
     * @param text all that is said of it, with what it extends
     * @param scripts what it gives to shells, in that order
     */
    private record Job(String page, String name, String text, List<String> scripts) {

        List<String> lines() {
            return scripts.stream()
                    .flatMap(script -> script.replace("\\\n", " ").lines())
                    .map(String::strip)
                    .toList();
        }

        boolean snapshot() {
            return lines().stream().anyMatch(line -> line.startsWith("partita snapshot "));
        }
    }

    private static List<Job> jobs(List<String> pages) throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (String page : pages) {
            Map<?, ?> all = (Map<?, ?>)
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(PAGES.resolve(page)));
            Map<?, ?> named = all.containsKey("jobs") ? (Map<?, ?>) all.get("jobs") : all;
            named.forEach((name, value) -> {
                if (value instanceof Map<?, ?> job && !name.toString().startsWith(".")) {
                    List<String> scripts = new ArrayList<>();
                    collect(job, scripts);
                    Object extended = job.get("extends");
                    String text = extended == null ? job.toString() : job + " " + named.get(extended);
                    jobs.add(new Job(page, page + ": " + name, text, scripts));
                }
            });
        }
        return jobs;
    }

    private static void collect(Object node, List<String> scripts) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (Set.of("run", "script", "after_script").contains(key)) {
                    lines(value, scripts);
                } else {
                    collect(value, scripts);
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(each -> collect(each, scripts));
        }
    }

    private static void lines(Object value, List<String> scripts) {
        if (value instanceof List<?> list) {
            list.forEach(each -> lines(each, scripts));
        } else {
            scripts.add(value.toString());
        }
    }

    /** A command that is not at the beginning of a line would not be typed by this test. */
    private static void requireNoCommand(String page, String line) {
        for (String command : PartitaCommand.whole().getSubcommands().keySet()) {
            assertThat(line).as(page).doesNotContainPattern("(?<![:\\w-] )\\bpartita " + command + "\\b");
        }
    }

    private void carriedOut(String page, String line, Map<String, Integer> expected) throws IOException {
        typed.add(line);
        List<String> words = words(line.replaceFirst("\\|\\|.*", ""));
        List<String> command = new ArrayList<>(List.of("-C", root.toString()));
        Path sink = null;
        boolean appended = false;
        for (int at = 1; at < words.size(); at++) {
            if (REDIRECTED.matcher(words.get(at)).matches()) {
                appended = words.get(at).equals(">>");
                sink = root.resolve(words.get(++at));
            } else {
                command.add(words.get(at));
            }
        }
        Typed answer = Typed.in(
                Map.of("CI", "true", "HOME", folder.resolve("home").toString()), "", command.toArray(String[]::new));
        int code = expected.entrySet().stream()
                .filter(entry -> line.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(0);
        assertThat(answer.code()).as(page + ": " + line + "\n" + answer.both()).isEqualTo(code);
        if (sink != null) {
            Files.writeString(
                    sink,
                    answer.out(),
                    StandardOpenOption.CREATE,
                    appended ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    /** What a shell makes of a line of simple words, quotes and variables. */
    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+").matcher(line);
        while (word.find()) {
            String text = word.group().replaceAll("['\"]", "");
            Matcher variable = Pattern.compile("\\$(\\w+)").matcher(text);
            words.add(variable.replaceAll(found -> Matcher.quoteReplacement(variables.get(found.group(1)))));
        }
        return words;
    }

    /** The way in which a workflow takes the hash out of a plan, and the run out of events, by the shell itself. */
    private void taken(String line) throws IOException {
        Matcher taken =
                Pattern.compile("(hash|HASH|run)=\\$\\((sed .* [\\w.]+)\\)").matcher(line);
        if (!taken.find()) {
            return;
        }
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", taken.group(2)).directory(root.toFile());
        shell.environment().remove("CI");
        String text;
        try (InputStream out = shell.start().getInputStream()) {
            text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        if (taken.group(1).equals("run")) {
            // Nothing when there was nothing to go on with, and then no evidence is written: the run before stays.
            assertThat(text).matches("[0-9]{8}-[0-9]{6}-[0-9a-f]{6}|");
            assertThat(Files.readString(root.resolve("events.ndjson")).contains("\"run-started\""))
                    .isEqualTo(!text.isEmpty());
            variables.merge("run", text, (before, now) -> now.isEmpty() ? before : now);
        } else {
            assertThat(text).matches("[0-9a-f]{64}");
            variables.put("HASH", text);
        }
    }
}
