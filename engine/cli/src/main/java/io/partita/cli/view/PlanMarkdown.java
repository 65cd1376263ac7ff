package io.partita.cli.view;

import io.partita.cli.report.KeyReport;
import io.partita.cli.report.ParticipantReport;
import io.partita.cli.report.PartyReport;
import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.report.WaveReport;
import io.partita.cli.text.Formats;
import io.partita.cli.text.Glyph;
import io.partita.cli.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plan as a comment on a pull request. What is dangerous and the hash come first, so that they survive whatever has
 * to be left out to stay within the budget; what is left out is said.
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
                        text.append("> :eyes: ").append(code(warning)).append("\n\n"));
        text.append("**").append(plan.amount()).append(".**\n\n");
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
                        blocks.add("- :warning: " + code(step.participant().name()) + " " + code(step.action())
                                + " - **cannot be taken back**\n"));
        plan.windows().forEach(window -> {
            blocks.add("- :electric_plug: " + code(window.sentence() + "; " + window.amount()) + "\n");
            window.after().forEach(reason -> blocks.add("- :electric_plug: " + code(reason) + "\n"));
        });
        plan.gates()
                .forEach(
                        step -> blocks.add("- :hand: " + code(step.participant().name()) + " "
                                + code(step.gate().orElseThrow()) + "\n"));
        plan.participants()
                .forEach(participant -> participant
                        .programs()
                        .forEach(program -> blocks.add(
                                "- :gear: " + code(participant.name().name()) + " this machine " + runs(program))));
        plan.keys()
                .forEach(key -> key.programs()
                        .forEach(program -> blocks.add(
                                "- :gear: " + code("key " + key.name()) + " this machine " + runs(program))));
        if (!blocks.isEmpty()) {
            blocks.add("\n");
        }
        return blocks;
    }

    private static String runs(ParticipantReport.Program program) {
        return "runs " + code(program.command()) + " for " + code(program.purpose()) + "\n";
    }

    private List<String> participants() {
        List<String> blocks = new ArrayList<>();
        plan.participants().forEach(participant -> blocks.add(participant(participant)));
        plan.keys().forEach(key -> blocks.add(key(key)));
        plan.namespaces().forEach(namespace -> blocks.add("- " + code(namespace.sentence()) + "\n"));
        blocks.add("\n");
        return blocks;
    }

    private static String participant(ParticipantReport participant) {
        StringBuilder block = new StringBuilder();
        block.append("- ").append(code(participant.name().name())).append(' ');
        block.append(code(participant.versions()));
        participant.operator().ifPresent(name -> block.append(", operator ").append(code(name)));
        block.append(", id ").append(code(participant.id().toString())).append('\n');
        participant
                .ways()
                .forEach(way -> block.append("  - ")
                        .append(code(way.api()))
                        .append(' ')
                        .append(code(way.text()))
                        .append('\n'));
        participant.programs().forEach(program -> block.append("  - :gear: ").append(runs(program)));
        return block.toString();
    }

    private static String key(KeyReport key) {
        StringBuilder block = new StringBuilder();
        block.append("- ").append(code("key " + key.name())).append(' ');
        block.append(code(key.spec().word()));
        block.append(", id ").append(code(key.fingerprint().toString())).append('\n');
        block.append("  - ")
                .append(code("signs"))
                .append(' ')
                .append(code(key.signs()))
                .append('\n');
        key.programs().forEach(program -> block.append("  - :gear: ").append(runs(program)));
        return block.toString();
    }

    private static String party(PartyReport party) {
        List<String> rows = party.rows().stream().map(PlanMarkdown::row).toList();
        String fence = fence("```", String.join("\n", rows));
        StringBuilder block = new StringBuilder();
        block.append("**Party** ").append(code(party.name())).append(' ');
        block.append(code(party.id().toString())).append("\n\n");
        block.append(fence).append("diff\n");
        rows.forEach(row -> block.append(row).append('\n'));
        block.append(fence).append("\n\n");
        block.append("Path: **").append(party.path().word()).append("** - ");
        block.append(code(party.reason())).append("\n\n");
        party.signing()
                .ifPresent(signers -> block.append("Signs for the namespace: ")
                        .append(code(signers))
                        .append("\n\n"));
        party.evidence()
                .forEach(sentence -> block.append("- ").append(code(sentence)).append('\n'));
        return block.append('\n').toString();
    }

    /** Of the glyphs, a diff block colours + and !. */
    private static String row(PartyReport.Row row) {
        String sign = row.glyph().map(glyph -> glyph == Glyph.ADD ? "+" : "!").orElse(" ");
        return sign + " " + Printable.of(row.subject() + "  " + row.text());
    }

    /** Markup of HTML is not read as Markdown, so no text of others stands in it. */
    private static String wave(WaveReport wave) {
        StringBuilder block = new StringBuilder();
        block.append("<details><summary>Wave ").append(wave.number()).append(": ");
        block.append(plain(wave.title()))
                .append(" (")
                .append(Formats.of(wave.steps().size(), "step"))
                .append(")</summary>\n\n");
        if (!wave.offline().isEmpty()) {
            String offline =
                    wave.offline().stream().map(name -> code(name.name())).collect(Collectors.joining(", "));
            block.append("Offline: ").append(offline).append("\n\n");
        }
        block.append("| | participant | step | why |\n|---|---|---|---|\n");
        wave.steps().forEach(step -> block.append(row(step)));
        return block.append("\n</details>\n\n").toString();
    }

    private static String row(StepReport step) {
        String operator = step.operator().map(name -> " (" + cell(name) + ")").orElse("");
        return "| " + code(step.glyph().sign()) + " | "
                + code(step.participant().name()) + operator + " | " + cell(step.action()) + " | " + cell(step.why())
                + " |\n";
    }

    /** Words of partita: whatever else got into them is left out. */
    private static String plain(String title) {
        return title.replaceAll("[^A-Za-z, -]", "");
    }

    /** Readers of tables differ in what they take for an escaped bar, so there is none: it is shown as a broken one. */
    private static String cell(String text) {
        return code(text.replace('|', '\u00A6'));
    }

    /**
     * Text of others, as it is, between as many backticks as it takes. Nothing in such a span becomes a link, a
     * mention, a reference, an emoji, a formula or markup: escaping would not do, because some of these are found in
     * the text of the finished page.
     */
    private static String code(String text) {
        String clean = Printable.of(text);
        if (clean.isBlank()) {
            return "` `";
        }
        String fence = fence("`", clean);
        boolean padded = fence.length() > 1 || clean.startsWith(" ") || clean.endsWith(" ");
        String room = padded ? " " : "";
        return fence + room + clean + room + fence;
    }

    /** More backticks than anywhere within the text. */
    private static String fence(String least, String text) {
        String fence = least;
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence;
    }
}
