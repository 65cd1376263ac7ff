package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.report.DeclarationComparison;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Mishap;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Payload.DeclaredText;
import io.partita.cli.result.Payload.NamesFiles;
import io.partita.cli.result.Payload.RevisedDeclaration;
import io.partita.cli.result.Place;
import io.partita.cli.result.Played;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.TextLayout;
import io.partita.cli.unit.Plans;
import io.partita.core.apply.SavedPlan;
import io.partita.core.plan.Step;
import io.partita.dsl.Declarations;
import io.partita.dsl.SourceText;
import io.partita.testkit.golden.Golden;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a branch changes, and how a rehearsal went, against texts that people have read. */
class RevisedViewTest {

    private static final Path TEXTS = Path.of("src/test/resources/io/partita/cli/view");
    private static final SavedPlan PLAN =
            Plans.read(TEXTS.resolve("quickstart.plan.json")).value();
    private static final CommandText HERE = new CommandText("partita", Optional.empty(), Place.HERE);

    private static final String BEFORE = """
            synchronizer 'mysynchronizer'

            participants {
                participant1 {
                    admin  'p1.example:1', token: env('TOKEN')
                    ledger 'p1.example:2'
                }
                participant2 { sandbox() }
            }

            ['Alice', 'Bob', 'Carol'].each { name ->
                party(name) {
                    local on: participant1
                    host participant1, submission
                }
            }

            party('Old') {
                id 'Old::1220%s'
                host participant1, submission
                keep participant2
            }
            """.formatted("ab".repeat(32));

    private static DeclaredText text(String text, String dar) {
        return new DeclaredText(
                Declarations.read(List.of(new SourceText("main.groovy", text))).value(),
                Map.of(new NamesFiles(NamesFiles.Kind.PARTY, "Carol"), new TreeMap<>(Map.of("a.dar", dar))));
    }

    private static RevisedDeclaration revised() {
        String after = BEFORE.replace("env('TOKEN')", "env('OTHER')")
                .replace(
                        "host participant1, submission\n    }",
                        "host participant1, confirmation\n        host participant2, observation\n        threshold 1\n    }")
                .replace("party('Old')", "party('New')")
                .replace("'Old::", "'New::");
        return new RevisedDeclaration(
                "origin/main",
                "12ab".repeat(10),
                Optional.of(text(BEFORE, "content 12ab34cd56ef")),
                text(after, "content 34cd56ef12ab"));
    }

    private static String json(Payload content) {
        return new String(
                new JsonTables(HERE::of).answer().page(Result.of("plan", ExitCode.CHANGES, content)),
                StandardCharsets.UTF_8);
    }

    @Test
    void aBranchInWords() {
        Payload.Revised content = new Payload.Revised(revised(), Payload.Form.TEXT, Payload.COMMENT, Optional.empty());
        TextLayout paper = new TextLayout(80, TextLayout.Colours.OFF);

        new RevisedText(DeclarationComparison.of(content.declared())).write(paper);

        Golden.matches(paper.toString(), TEXTS.resolve("branch.revised.txt"));
        Golden.matches(new RevisedMarkdown(content, List.of(), List.of()).text(), TEXTS.resolve("branch.revised.md"));
        Golden.matches(json(content), TEXTS.resolve("branch.revised.json"));
    }

    @Test
    void aCommentOfBothKeepsItsRoomAndEveryDanger() {
        Payload.Revised content =
                new Payload.Revised(revised(), Payload.Form.MARKDOWN, 6_000, Optional.of(Payload.Planned.asText(PLAN)));

        String text = new RevisedMarkdown(content, List.of(), List.of("partita apply plan.json")).text();

        assertThat(text)
                .hasSizeLessThanOrEqualTo(6_000)
                .startsWith("### partita: what changes in the declaration\n")
                .contains("cannot be taken back")
                .contains(PLAN.hash())
                .endsWith("partita apply plan.json\n```\n");
    }

    @Test
    void aRehearsalThatWentWellAndOneThatDidNot() {
        List<Step> steps = PLAN.plan().steps().limit(4).toList();
        Played good = new Played(
                List.of(
                        new Played.PlayedStep(steps.get(0), Played.Fate.DONE, "done: ready"),
                        new Played.PlayedStep(steps.get(1), Played.Fate.SAID, "done: said"),
                        new Played.PlayedStep(steps.get(2), Played.Fate.NOT_PLAYED, "the rehearsal has no such step")),
                List.of("killed", "done"),
                List.of(new Mishap(Mishap.Kind.KILL_AFTER, "Authorize", Optional.of("participant2"))),
                List.of(new Mishap(Mishap.Kind.SLOW, "GetId", Optional.empty())),
                new TreeMap<>(Map.of("Zoe", "nobody here could sign for its namespace")),
                Played.End.COMPLETE,
                List.of(),
                List.of());
        Played bad = new Played(
                List.of(new Played.PlayedStep(steps.get(3), Played.Fate.FAILED, "failed: no")),
                List.of("error", "error"),
                List.of(),
                List.of(),
                new TreeMap<>(),
                Played.End.STOPPED,
                List.of("Alice: participant2 does not host it"),
                List.of("participant2 could not be asked"));

        Golden.matches(rehearsed(good) + "\n----\n" + rehearsed(bad), TEXTS.resolve("quickstart.rehearsal.txt"));
        assertThat(good.cameOutAsDeclared()).isTrue();
        assertThat(good.succeeded()).as("a part is no success").isFalse();
        assertThat(bad.cameOutAsDeclared()).isFalse();
        assertThat(bad.succeeded()).isFalse();
    }

    private static String rehearsed(Played played) {
        return RehearsalText.write(new TextLayout(80, TextLayout.Colours.OFF), new Payload.Rehearsed(PLAN, played))
                .toString();
    }
}
