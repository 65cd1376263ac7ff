package io.partita.cli.view;

import io.partita.cli.text.Formats;
import io.partita.cli.text.Glyph;
import io.partita.cli.text.StepText;
import io.partita.cli.text.TextLayout;
import io.partita.core.apply.SavedPlan;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.plan.Wave;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan as a comment on a pull request. What is dangerous and the hash come first, so that they survive whatever has to be left out to stay within the budget; what is left out is said.
 */
final class PlanMarkdown {

    /** The most that GitHub takes in one comment. */
    static final int BUDGET = 65_536;

    private static final int ROOM_FOR_REMARKS = 600;

    private final SavedPlan saved;
    private final Plan plan;
    private final PlanOutline outline;
    private final HostingText hosting;
    private final int budget;

    PlanMarkdown(SavedPlan saved, int budget) {
        this.saved = saved;
        this.plan = saved.plan();
        this.outline = new PlanOutline(plan);
        this.hosting = new HostingText(plan);
        this.budget = budget;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("### partita plan: `")
                .append(code(plan.synchronizerAlias()))
                .append("`\n\n");
        text.append("**").append(escaped(outline.summary())).append("**\n\n");
        text.append("Hash: `").append(saved.hash()).append("`\n\n");
        fill(text, dangers(), "dangerous steps");
        fill(text, participants(), "participants");
        fill(text, parties(), "parties");
        fill(text, waves(), "waves");
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
        outline.irreversible()
                .forEach(step ->
                        blocks.add("- :warning: `" + code(step.participant().name()) + "` " + escaped(StepText.of(step))
                                + " - **cannot be taken back**\n"));
        outline.windows().forEach(window -> blocks.add("- :electric_plug: " + escaped(window.toString()) + "\n"));
        plan.steps()
                .filter(step -> Glyph.of(step) == Glyph.GATE)
                .forEach(step -> blocks.add(
                        "- :hand: `" + code(step.participant().name()) + "` " + escaped(StepText.of(step)) + "\n"));
        if (!blocks.isEmpty()) {
            blocks.add("\n");
        }
        return blocks;
    }

    private List<String> participants() {
        List<String> blocks = new ArrayList<>();
        plan.content().participants()
                .values()
                .forEach(participant -> blocks.add("- `"
                        + code(participant.name().name()) + "` " + escaped(outline.versions(participant)) + "\n"));
        blocks.add("\n");
        return blocks;
    }

    private List<String> parties() {
        List<String> blocks = new ArrayList<>();
        for (PartyChange change : plan.content().parties()) {
            blocks.add(party(change));
        }
        return blocks;
    }

    private String party(PartyChange change) {
        StringBuilder block = new StringBuilder();
        block.append("**Party ").append(escaped(change.name())).append("** `");
        block.append(code(change.party().toString())).append("`\n\n```diff\n");
        for (HostingText.Row row : hosting.rows(change, plan.outcome(change))) {
            // Of the glyphs, a diff block colours + and !.
            String sign =
                    row.glyph().map(glyph -> glyph == Glyph.ADD ? "+" : "!").orElse(" ");
            block.append(sign)
                    .append(' ')
                    .append(fenced(row.subject() + "  " + row.text()))
                    .append('\n');
        }
        block.append("```\n\nPath: **").append(change.path().word()).append("** - ");
        block.append(escaped(change.route().reason().sentence())).append("\n\n");
        change.route().evidence()
                .forEach(line -> block.append("- ").append(escaped(line.sentence())).append('\n'));
        return block.append('\n').toString();
    }

    private List<String> waves() {
        List<String> blocks = new ArrayList<>();
        if (plan.isEmpty()) {
            return blocks;
        }
        for (Wave wave : plan.waves()) {
            StringBuilder block = new StringBuilder();
            block.append("<details><summary>Wave ").append(wave.number()).append(": ");
            block.append(escaped(wave.title()))
                    .append(" (")
                    .append(Formats.of(wave.steps().size(), "step"));
            block.append(")</summary>\n\n| | participant | step | why |\n|---|---|---|---|\n");
            wave.steps().forEach(step -> block.append(row(step)));
            blocks.add(block.append("\n</details>\n\n").toString());
        }
        return blocks;
    }

    private static String row(Step step) {
        return "| `" + Glyph.of(step).sign() + "` | `" + code(step.participant().name()) + "` | "
                + cell(StepText.of(step)) + " | " + cell(step.why()) + " |\n";
    }

    private static String cell(String text) {
        return escaped(text).replace("|", "\\|");
    }

    /** Text of a declaration must not be able to make links, mentions or markup in a comment. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (char each : TextLayout.clean(text).toCharArray()) {
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

    private static String code(String text) {
        return TextLayout.clean(text).replace('`', '\'');
    }

    private static String fenced(String text) {
        return TextLayout.clean(text).replace("```", "'''");
    }
}
