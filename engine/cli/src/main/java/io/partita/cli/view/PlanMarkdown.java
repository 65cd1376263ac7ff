package io.partita.cli.view;

import io.partita.cli.report.ParticipantReport;
import io.partita.cli.report.PartyReport;
import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.report.WaveReport;
import io.partita.cli.text.Formats;
import io.partita.cli.text.Glyph;
import io.partita.cli.text.Printable;
import io.partita.core.model.ParticipantName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plan as a comment on a pull request. What is dangerous and the hash come first, so that they survive whatever has to be
 * left out to stay within the budget; what is left out is said.
 */
final class PlanMarkdown {

    /** The most that GitHub takes in one comment. */
    static final int BUDGET = 65_536;

    private static final int ROOM_FOR_REMARKS = 600;

    private final PlanReport plan;
    private final int budget;

    PlanMarkdown(PlanReport plan, int budget) {
        this.plan = plan;
        this.budget = budget;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("### partita plan: ").append(code(plan.alias())).append("\n\n");
        plan.warning()
                .ifPresent(warning ->
                        text.append("> :eyes: ").append(escaped(warning)).append("\n\n"));
        text.append("**").append(escaped(plan.summary())).append("**\n\n");
        text.append("Hash: ").append(code(plan.hash())).append("\n\n");
        fill(text, dangers(), "dangerous steps");
        fill(text, participants(), "participants");
        fill(text, plan.parties().stream().map(PlanMarkdown::party).toList(), "parties");
        fill(text, plan.waves().stream().map(PlanMarkdown::wave).toList(), "waves");
        return text.toString();
    }

    /** Appends whole blocks for as long as they fit, then says how many did not. */
    private void fill(StringBuilder text, List<String> blocks, String noun) {
        int shown = 0;
        for (String block : blocks) {
            if (text.length() + block.length() > budget - ROOM_FOR_REMARKS) {
                text.append("\n_")
                        .append(blocks.size() - shown)
                        .append(" more ")
                        .append(noun)
                        .append(" do not fit into this comment: see the plan file._\n\n");
                return;
            }
            text.append(block);
            shown++;
        }
    }

    private List<String> dangers() {
        List<String> blocks = new ArrayList<>();
        plan.irreversible()
                .forEach(step ->
                        blocks.add("- :warning: " + code(step.participant().name()) + " " + escaped(step.action())
                                + " - **cannot be taken back**\n"));
        plan.windows().forEach(window -> blocks.add("- :electric_plug: " + escaped(window.sentence()) + "\n"));
        plan.gates()
                .forEach(
                        step -> blocks.add("- :hand: " + code(step.participant().name()) + " "
                                + escaped(step.gate().orElseThrow()) + "\n"));
        if (!blocks.isEmpty()) {
            blocks.add("\n");
        }
        return blocks;
    }

    private List<String> participants() {
        List<String> blocks = new ArrayList<>();
        plan.participants().forEach(participant -> blocks.add(participant(participant)));
        blocks.add("\n");
        return blocks;
    }

    private static String participant(ParticipantReport participant) {
        StringBuilder block = new StringBuilder();
        block.append("- ").append(code(participant.name().name())).append(' ');
        block.append(escaped(participant.versions()));
        participant.operator().ifPresent(name -> block.append(", operator ").append(code(name)));
        block.append(", id ").append(code(participant.id().toString())).append('\n');
        participant
                .ways()
                .forEach(way -> block.append("  - ")
                        .append(escaped(way.api()))
                        .append(' ')
                        .append(code(way.text()))
                        .append('\n'));
        participant
                .programs()
                .forEach(program -> block.append("  - :gear: runs ")
                        .append(code(program.command()))
                        .append(" for ")
                        .append(escaped(program.purpose()))
                        .append('\n'));
        return block.toString();
    }

    private static String party(PartyReport party) {
        StringBuilder block = new StringBuilder();
        block.append("**Party ").append(escaped(party.name())).append("** ");
        block.append(code(party.id().toString())).append("\n\n```diff\n");
        for (PartyReport.Row row : party.rows()) {
            // Of the glyphs, a diff block colours + and !.
            String sign =
                    row.glyph().map(glyph -> glyph == Glyph.ADD ? "+" : "!").orElse(" ");
            block.append(sign)
                    .append(' ')
                    .append(fenced(row.subject() + "  " + row.text()))
                    .append('\n');
        }
        block.append("```\n\nPath: **").append(party.path().word()).append("** - ");
        block.append(escaped(party.reason())).append("\n\n");
        party.signing()
                .ifPresent(signers -> block.append("Signs for the namespace: ")
                        .append(escaped(signers))
                        .append("\n\n"));
        party.evidence()
                .forEach(
                        sentence -> block.append("- ").append(escaped(sentence)).append('\n'));
        return block.append('\n').toString();
    }

    private static String wave(WaveReport wave) {
        String offline = wave.offline().stream().map(ParticipantName::name).collect(Collectors.joining(", "));
        StringBuilder block = new StringBuilder();
        block.append("<details><summary>Wave ").append(wave.number()).append(": ");
        block.append(escaped(wave.title()))
                .append(" (")
                .append(Formats.of(wave.steps().size(), "step"))
                .append(offline.isEmpty() ? "" : "; " + escaped(offline) + " offline");
        block.append(")</summary>\n\n| | participant | step | why |\n|---|---|---|---|\n");
        wave.steps().forEach(step -> block.append(row(step)));
        return block.append("\n</details>\n\n").toString();
    }

    private static String row(StepReport step) {
        String operator = step.operator().map(name -> " (" + cell(name) + ")").orElse("");
        return "| " + code(step.glyph().sign()) + " | "
                + code(step.participant().name()) + operator + " | " + cell(step.action()) + " | " + cell(step.why())
                + " |\n";
    }

    private static String cell(String text) {
        return escaped(text).replace("|", "\\|");
    }

    /** Text of a declaration must not be able to make links, mentions or markup in a comment. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (char each : Printable.of(text).toCharArray()) {
            switch (each) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '@' -> escaped.append("@\u200b");
                case '\\', '`', '*', '_', '[', ']', '#', '!', '~' ->
                    escaped.append('\\').append(each);
                default -> escaped.append(each);
            }
        }
        return escaped.toString();
    }

    /** As it is, between as many backticks as it takes. */
    private static String code(String text) {
        String clean = Printable.of(text);
        String fence = "`";
        while (clean.contains(fence)) {
            fence += "`";
        }
        String room = fence.length() > 1 ? " " : "";
        return fence + room + clean + room + fence;
    }

    private static String fenced(String text) {
        return Printable.of(text).replace("```", "'''");
    }
}
