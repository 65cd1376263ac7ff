package io.partita.cli.view;

import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Glyph;
import io.partita.cli.text.StepText;
import io.partita.cli.text.TextLayout;
import io.partita.core.apply.SavedPlan;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.Wave;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan for a tired operator: what changes, why this way, the waves in the order in which they run, and the line from which there is no way back. What matters most comes last. */
final class PlanText {

    private static final int NAMES_SHOWN = 20;

    private final SavedPlan saved;
    private final Plan plan;
    private final PlanOutline outline;
    private final HostingText hosting;

    PlanText(SavedPlan saved) {
        this.saved = saved;
        this.plan = saved.plan();
        this.outline = new PlanOutline(plan);
        this.hosting = new HostingText(plan);
    }

    void write(TextLayout paper) {
        paper.line(
                0,
                2,
                Emphasis.BOLD.of("Plan for synchronizer " + plan.synchronizerAlias()) + " "
                        + Emphasis.FAINT.of(plan.synchronizer().toString()));
        participants(paper);
        plan.content().parties().forEach(party -> party(paper, party));
        unchanged(paper);
        if (!plan.isEmpty()) {
            waves(paper);
            legend(paper);
            warnings(paper);
        }
        paper.blank();
        paper.line(0, 6, Emphasis.BOLD.of(outline.summary()));
        paper.copyable(0, "Hash: " + saved.hash());
    }

    private void participants(TextLayout paper) {
        int columns = plan.content().participants().keySet().stream()
                .mapToInt(name -> name.name().length())
                .max()
                .orElse(0);
        paper.blank();
        plan.content().participants()
                .values()
                .forEach(participant -> paper.line(
                        0,
                        2 + columns,
                        TextLayout.padded(participant.name().name(), columns) + "  "
                                + Emphasis.FAINT.of(outline.versions(participant))));
    }

    private void party(TextLayout paper, PartyChange change) {
        paper.blank();
        paper.copyable(
                0,
                Emphasis.BOLD.of("Party " + change.name()) + "  "
                        + Emphasis.FAINT.of(change.party().toString()));
        List<HostingText.Row> rows = hosting.rows(change, plan.outcome(change));
        int columns =
                rows.stream().mapToInt(row -> row.subject().length()).max().orElse(0);
        for (HostingText.Row row : rows) {
            String glyph = row.glyph().map(Glyph::inked).orElse(" ");
            String line =
                    TextLayout.padded(glyph, 2) + " " + TextLayout.padded(row.subject(), columns) + "  " + row.text();
            paper.line(2, 7 + columns, row.glyph().isPresent() ? line : Emphasis.FAINT.of(line));
        }
        paper.line(2, 4, "Path: " + Emphasis.BOLD.of(change.path().word()) + " - " + change.route().reason().sentence());
        change.route().evidence().forEach(evidence -> paper.line(4, 6, Emphasis.FAINT.of("because " + evidence.sentence())));
    }

    private void unchanged(TextLayout paper) {
        List<String> names = plan.content().unchanged();
        if (!names.isEmpty()) {
            paper.blank();
            String more = names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "";
            paper.line(
                    0,
                    2,
                    "As declared already: " + String.join(", ", names.subList(0, Math.min(names.size(), NAMES_SHOWN)))
                            + more);
        }
    }

    private void waves(TextLayout paper) {
        Optional<Wave> noReturn = outline.pointOfNoReturn();
        int columns = plan.steps()
                .mapToInt(step -> step.participant().name().length())
                .max()
                .orElse(0);
        for (Wave wave : plan.waves()) {
            paper.blank();
            if (noReturn.filter(wave::equals).isPresent()) {
                noReturn(paper, wave);
            }
            paper.line(0, 9, Emphasis.BOLD.of("Wave " + wave.number() + "  " + wave.title()) + offline(wave));
            wave.steps().forEach(step -> step(paper, step, columns));
        }
    }

    private static void noReturn(TextLayout paper, Wave wave) {
        String text = "----- point of no return: up to here everything can be put back, wave " + wave.number()
                + " cannot be taken back -----";
        paper.line(0, 6, Emphasis.ALARM.of(text));
        paper.blank();
    }

    private String offline(Wave wave) {
        String participants = outline.windows().stream()
                .filter(window -> window.first() <= wave.number() && wave.number() <= window.last())
                .map(window -> window.participant().name())
                .collect(Collectors.joining(", "));
        return participants.isEmpty() ? "" : "  " + Emphasis.YELLOW.of("[" + participants + " offline]");
    }

    private static void step(TextLayout paper, Step step, int columns) {
        String operator = step.head().operator().map(name -> " (" + name + ")").orElse("");
        paper.line(
                2,
                7 + columns,
                TextLayout.padded(Glyph.of(step).inked(), 2) + " "
                        + TextLayout.padded(step.participant().name(), columns) + "  " + StepText.of(step) + operator);
        if (!step.why().isEmpty()) {
            paper.line(7 + columns, 7 + columns, Emphasis.FAINT.of(step.why()));
        }
    }

    private void legend(TextLayout paper) {
        Set<Glyph> used = new TreeSet<>();
        plan.steps().map(Glyph::of).forEach(used::add);
        plan.content().parties().stream()
                .flatMap(party -> hosting.rows(party, plan.outcome(party)).stream())
                .flatMap(row -> row.glyph().stream())
                .forEach(used::add);
        String text = used.stream()
                .map(glyph -> glyph.inked() + TextLayout.GLUE + glyph.meaning().replace(' ', TextLayout.GLUE))
                .collect(Collectors.joining("   "));
        paper.blank();
        paper.line(0, 2, text);
    }

    private void warnings(TextLayout paper) {
        Stream<String> irreversible = outline.irreversible().stream()
                .map(step -> Emphasis.ALARM.of("!") + " " + step.participant() + ": " + StepText.of(step)
                        + "; this cannot be taken back");
        Stream<String> offline = outline.windows().stream().map(window -> Emphasis.YELLOW.of("v") + " " + window);
        Stream<String> gates = plan.steps()
                .filter(step -> Glyph.of(step) == Glyph.GATE)
                .map(step -> Emphasis.YELLOW.of("?") + " " + step.participant()
                        + ": a person makes the backup and says so with --backup-done=" + step.participant());
        List<String> all =
                Stream.of(gates, offline, irreversible).flatMap(each -> each).toList();
        if (!all.isEmpty()) {
            paper.blank();
            all.forEach(line -> paper.line(0, 2, line));
        }
    }
}
