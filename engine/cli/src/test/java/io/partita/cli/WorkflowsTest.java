package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.command.PartitaCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
    private static final Pattern REDIRECTED = Pattern.compile(">>?");

    @TempDir
    Path folder;

    private Path root;
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
    }

    @Test
    void everyCommandOfTheWorkflowsForGitHubWorks() throws IOException {
        carriedOut("github/snapshot.yml", Map.of());
        carriedOut("github/plan.yml", Map.of());
        carriedOut("github/preview.yml", Map.of());
        carriedOut("github/apply.yml", Map.of("--detailed-exitcode", 2));
        carriedOut("github/drift.yml", Map.of());

        assertThat(typed).hasSizeGreaterThan(15);
        assertThat(root.resolve("comment.md")).content().startsWith("###").contains("Alice");
        assertThat(root.resolve("summary.md")).content().contains("No drift");
        assertThat(root.resolve("events.ndjson")).content().contains("\"run-ended\"");
        assertThat(root.resolve("apply.xml")).content().contains("failures=\"0\"");
    }

    @Test
    void everyCommandOfTheWorkflowForGitLabWorks() throws IOException {
        carriedOut("gitlab-ci.yml", Map.of());

        assertThat(root.resolve("comment.md")).content().contains("Alice");
        assertThat(root.resolve("preview.md")).content().contains("preview");
        assertThat(root.resolve("evidence.json")).isRegularFile();
        assertThat(root.resolve("drift.xml")).content().contains("failures=\"0\"");
    }

    @Test
    void everyWorkflowIsHere() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> PAGES.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "github/apply.yml",
                            "github/drift.yml",
                            "github/plan.yml",
                            "github/preview.yml",
                            "github/snapshot.yml",
                            "gitlab-ci.yml");
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

    /** @param expected how commands with an option end that do not end with 0 */
    private void carriedOut(String page, Map<String, Integer> expected) throws IOException {
        for (String script : scripts(page)) {
            for (String line :
                    script.replace("\\\n", " ").lines().map(String::strip).toList()) {
                if (line.startsWith("partita ")) {
                    carriedOut(page, line, expected);
                } else {
                    requireNoCommand(page, line);
                    hash(line);
                }
            }
        }
    }

    /** Snapshots first: they are made the night before. */
    private static List<String> scripts(String page) throws IOException {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(PAGES.resolve(page)));
        List<String> scripts = new ArrayList<>();
        collect(read, scripts);
        assertThat(scripts).as(page).isNotEmpty();
        List<String> night = scripts.stream()
                .filter(script -> script.startsWith("partita snapshot"))
                .toList();
        List<String> ordered = new ArrayList<>(night);
        scripts.stream().filter(script -> !night.contains(script)).forEach(ordered::add);
        return ordered;
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

    /** The way in which a workflow takes the hash out of a plan, by the shell itself. */
    private void hash(String line) throws IOException {
        Matcher taken =
                Pattern.compile("\\$\\((sed [^)]*\\([^)]*\\)[^)]*)\\)\"").matcher(line);
        if (!taken.find()) {
            return;
        }
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", taken.group(1)).directory(root.toFile());
        shell.environment().remove("CI");
        try (InputStream out = shell.start().getInputStream()) {
            variables.put("HASH", new String(out.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        assertThat(variables.get("HASH")).matches("[0-9a-f]{64}");
    }
}
