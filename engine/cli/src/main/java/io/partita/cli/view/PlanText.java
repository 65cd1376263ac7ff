package io.partita.cli.view;

import io.partita.cli.report.Consequence;
import io.partita.cli.report.KeyReport;
import io.partita.cli.report.ParticipantReport;
import io.partita.cli.report.PartyReport;
import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.report.WaveReport;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Glyph;
import io.partita.cli.text.Inked;
import io.partita.cli.text.TextLayout;
import io.partita.core.model.ParticipantName;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan to its end, for a tired operator: what runs where, what changes, why this way, the waves in the order in which
 * they run, and the line from which there is no way back. What matters most comes last.
 */
final class PlanText {

    /** Before a program that is started, among what is to be minded. */
    private static final String PROGRAM = "$";

    /** Before what is only to be known. */
    private static final String NOTE = "-";

    private static final int WAY_COLUMNS = 7;
    private static final int SUBJECT_COLUMNS = 40;

    private final PlanReport plan;

    PlanText(PlanReport plan) {
        this.plan = plan;
    }

    void write(TextLayout paper) {
        beginning(paper);
        plan.parties().forEach(party -> party(paper, party));
        unchanged(paper);
        if (!plan.isEmpty()) {
            waves(paper);
            legend(paper);
            warnings(paper);
        }
        paper.blank();
        paper.line(0, 6, Emphasis.BOLD.of(plan.summary()));
        hash(paper);
    }

    /** What every view of the plan begins with: what runs where, and with whose secret. */
    void beginning(TextLayout paper) {
        paper.line(
                0,
                2,
                Emphasis.BOLD
                        .of("Plan for synchronizer " + plan.alias())
                        .plus(" ")
                        .plus(Emphasis.FAINT.of(plan.synchronizer().toString())));
        plan.warning().ifPresent(warning -> {
            paper.blank();
            paper.line(0, 2, Emphasis.YELLOW.of(warning));
        });
        plan.places().forEach(place -> paper.line(0, 2, Emphasis.YELLOW.of(place)));
        participants(paper);
    }

    void hash(TextLayout paper) {
        paper.copyable(0, "Hash: " + plan.hash());
    }

    private void participants(TextLayout paper) {
        int columns = columns(plan.participants().stream().map(ParticipantReport::name));
        paper.blank();
        for (ParticipantReport participant : plan.participants()) {
            String operator =
                    participant.operator().map(name -> ", operator " + name).orElse("");
            paper.line(
                    0,
                    2 + columns,
                    Inked.of(TextLayout.padded(participant.name().name(), columns) + "  ")
                            .plus(Emphasis.FAINT.of(participant.versions() + operator)));
            way(paper, "id", participant.id().toString());
            participant.ways().forEach(way -> way(paper, way.api(), way.text()));
            participant.programs().forEach(program -> program(paper, program));
        }
        plan.keys().forEach(key -> key(paper, key));
        plan.namespaces().forEach(namespace -> {
            paper.blank();
            paper.line(0, 2, namespace.sentence());
        });
    }

    private static void key(TextLayout paper, KeyReport key) {
        paper.line(
                0,
                2,
                Inked.of("key " + key.name() + "  ")
                        .plus(Emphasis.FAINT.of(key.spec().word())));
        way(paper, "id", key.fingerprint().toString());
        way(paper, "signs", key.signs());
        key.programs().forEach(program -> program(paper, program));
    }

    private static void way(TextLayout paper, String api, String text) {
        paper.line(2, 4 + WAY_COLUMNS, Emphasis.FAINT.of(TextLayout.padded(api, WAY_COLUMNS) + "  " + text));
    }

    private static void program(TextLayout paper, ParticipantReport.Program program) {
        paper.line(
                2,
                4 + WAY_COLUMNS,
                Inked.of(TextLayout.padded("runs", WAY_COLUMNS) + "  ")
                        .plus(Emphasis.YELLOW.of(program.command()))
                        .plus("  for " + program.purpose()));
    }

    private static void party(TextLayout paper, PartyReport party) {
        change(paper, party.name(), party);
        party.evidence().forEach(evidence -> paper.line(4, 6, Emphasis.FAINT.of("because " + evidence)));
        signing(paper, party);
    }

    /** What changes of a party, which way and why. @param title what it is called, alone or with others */
    static void change(TextLayout paper, String title, PartyReport party) {
        paper.blank();
        paper.copyable(
                0,
                Emphasis.BOLD
                        .of("Party " + title)
                        .plus("  ")
                        .plus(Emphasis.FAINT.of(party.id().toString())));
        List<PartyReport.Row> rows = party.rows();
        int columns = rows.stream()
                .mapToInt(row -> row.subject().length())
                .filter(length -> length <= SUBJECT_COLUMNS)
                .max()
                .orElse(0);
        rows.forEach(row -> row(paper, row, columns));
        paper.line(
                2,
                4,
                Inked.of("Path: ").plus(Emphasis.BOLD.of(party.path().word())).plus(" - " + party.reason()));
    }

    static void signing(TextLayout paper, PartyReport party) {
        party.signing().ifPresent(signers -> paper.line(2, 4, "Signs for the namespace: " + signers));
    }

    /** The id of a host without a name is longer than any column, and is not cut. */
    private static void row(TextLayout paper, PartyReport.Row row, int columns) {
        String text = " " + TextLayout.padded(row.subject(), columns) + "  " + row.text();
        Inked line = row.glyph()
                .map(glyph -> TextLayout.padded(glyph.inked(), 2).plus(text))
                .orElseGet(() -> Emphasis.FAINT.of("  " + text));
        if (row.subject().length() > columns) {
            paper.copyable(2, line);
        } else {
            paper.line(2, 7 + columns, line);
        }
    }

    /** The parties that nothing is done for. */
    void unchanged(TextLayout paper) {
        if (!plan.unchanged().isEmpty()) {
            paper.blank();
            paper.line(0, 2, "As declared already: " + plan.namesUnchanged());
        }
    }

    private void waves(TextLayout paper) {
        int noReturn = plan.pointOfNoReturn().orElse(-1);
        int columns = columns(plan.steps().map(StepReport::participant));
        for (WaveReport wave : plan.waves()) {
            paper.blank();
            if (wave.number() == noReturn) {
                noReturn(paper, wave);
            }
            paper.line(
                    0,
                    9,
                    Emphasis.BOLD
                            .of("Wave " + wave.number() + "  " + wave.title())
                            .plus(offline(wave)));
            wave.steps().forEach(step -> step(paper, step, columns));
        }
    }

    private static int columns(Stream<ParticipantName> names) {
        return names.mapToInt(name -> name.name().length()).max().orElse(0);
    }

    private static void noReturn(TextLayout paper, WaveReport wave) {
        String text = "----- point of no return: up to here everything can be put back, wave " + wave.number()
                + " cannot be taken back -----";
        paper.line(0, 6, Emphasis.ALARM.of(text));
        paper.blank();
    }

    private static Inked offline(WaveReport wave) {
        String names = wave.offline().stream().map(ParticipantName::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? Inked.of("") : Inked.of("  ").plus(Emphasis.YELLOW.of("[" + names + " offline]"));
    }

    private static void step(TextLayout paper, StepReport step, int columns) {
        String operator = step.operator().map(name -> " (" + name + ")").orElse("");
        paper.line(
                2,
                7 + columns,
                TextLayout.padded(step.glyph().inked(), 2)
                        .plus(" " + TextLayout.padded(step.participant().name(), columns) + "  " + step.action()
                                + operator));
        if (!step.why().isEmpty()) {
            paper.line(7 + columns, 7 + columns, Emphasis.FAINT.of(step.why()));
        }
    }

    private void legend(TextLayout paper) {
        List<Inked> meanings = plan.glyphs().stream()
                .map(glyph -> glyph.inked().plus(Inked.unbroken(" " + glyph.meaning())))
                .toList();
        paper.blank();
        paper.line(0, 2, Inked.joined("   ", meanings));
    }

    /** What matters most comes last. */
    static List<Inked> consequences(PlanReport plan) {
        return plan.consequences().stream()
                .sorted(Comparator.comparing(Consequence::kind).reversed())
                .map(consequence -> switch (consequence.kind().weight()) {
                    case DANGER ->
                        Glyph.IRREVERSIBLE.inked().plus(" " + consequence.who() + ": " + consequence.sentence());
                    case NOTE -> Inked.of(NOTE + " " + consequence.who() + ": " + consequence.sentence());
                })
                .toList();
    }

    /** What is to be minded: what runs here, who has to act, who is away, and last what cannot be taken back. */
    private void warnings(TextLayout paper) {
        List<Inked> all = Stream.of(
                        programs(plan),
                        people(plan.gates()),
                        offline(plan),
                        consequences(plan),
                        lasting(plan.irreversible()))
                .flatMap(List::stream)
                .toList();
        if (!all.isEmpty()) {
            paper.blank();
            all.forEach(line -> paper.line(0, 2, line));
        }
    }

    /** The programs that this machine starts. */
    static List<Inked> programs(PlanReport plan) {
        return Stream.concat(
                        plan.participants().stream()
                                .flatMap(participant -> participant.programs().stream()
                                        .map(program -> runs(participant.name().name(), program))),
                        plan.keys().stream()
                                .flatMap(key ->
                                        key.programs().stream().map(program -> runs("key " + key.name(), program))))
                .toList();
    }

    private static Inked runs(String whose, ParticipantReport.Program program) {
        return Emphasis.YELLOW
                .of(PROGRAM)
                .plus(" " + whose + ": this machine runs " + program.command() + " for " + program.purpose());
    }

    /** Steps in which a person has to act. */
    static List<Inked> people(List<StepReport> gates) {
        return gates.stream()
                .map(step -> Emphasis.YELLOW
                        .of(Glyph.GATE.sign())
                        .plus(" " + step.participant() + ": " + step.gate().orElseThrow()))
                .toList();
    }

    /** Who is away and for how long, and why not everybody at once. */
    static List<Inked> offline(PlanReport plan) {
        return plan.windows().stream()
                .flatMap(window ->
                        Stream.concat(Stream.of(window.sentence() + "; " + window.amount()), window.after().stream()))
                .map(line -> Emphasis.YELLOW.of(Glyph.OFFLINE.sign()).plus(" " + line))
                .toList();
    }

    /** Steps that cannot be taken back. */
    static List<Inked> lasting(List<StepReport> irreversible) {
        return irreversible.stream()
                .map(step -> Glyph.IRREVERSIBLE
                        .inked()
                        .plus(" " + step.participant() + ": " + step.action() + "; this cannot be taken back"))
                .toList();
    }
}
