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

    private static final int ROOM_FOR_REMARKS = 600;

    private final PlanReport plan;
    private final int budget;
    private final List<String> next;

    /**
     * @param budget how many characters there may be
     * @param next commands, as they are typed
     */
    PlanMarkdown(PlanReport plan, int budget, List<String> next) {
        this.plan = plan;
        this.budget = budget;
        this.next = List.copyOf(next);
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
        fill(text, stretches().stream().map(this::stretch).toList(), "stretches of waves");
        commands(text);
        return text.toString();
    }

    private void commands(StringBuilder text) {
        if (!next.isEmpty()) {
            List<String> lines = next.stream().map(Printable::of).toList();
            String fence = fence("```", String.join("\n", lines));
            text.append("**Next**\n\n").append(fence).append("sh\n");
            lines.forEach(line -> text.append(line).append('\n'));
            text.append(fence).append("\n");
        }
    }

    /** The waves, cut where a participant leaves or comes back. */
    private List<List<WaveReport>> stretches() {
        List<List<WaveReport>> stretches = new ArrayList<>();
        for (WaveReport wave : plan.waves()) {
            boolean same =
                    !stretches.isEmpty() && last(stretches).get(0).offline().equals(wave.offline());
            if (!same) {
                stretches.add(new ArrayList<>());
            }
            last(stretches).add(wave);
        }
        return stretches;
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    /** Appends whole blocks for as long as they fit, then says how many did not. */
    private void fill(StringBuilder text, List<String> blocks, String noun) {
        int shown = 0;
        for (String block : blocks) {
            if (text.length() + block.length() > budget - ROOM_FOR_REMARKS - nextLength()) {
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

    private int nextLength() {
        return next.stream().mapToInt(command -> command.length() + 20).sum() + 60;
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
    private String stretch(List<WaveReport> waves) {
        WaveReport first = waves.get(0);
        WaveReport last = last(waves);
        StringBuilder block = new StringBuilder();
        block.append("<details><summary>")
                .append(
                        waves.size() == 1
                                ? "Wave " + first.number()
                                : "Waves " + first.number() + " to " + last.number())
                .append(": ")
                .append(plain(first.title()))
                .append(waves.size() == 1 ? "" : " ... " + plain(last.title()))
                .append(" (")
                .append(Formats.of(
                        waves.stream().mapToLong(wave -> wave.steps().size()).sum(), "step"))
                .append(first.offline().isEmpty() ? "" : ", somebody is offline")
                .append(plan.pointOfNoReturn()
                        .filter(number -> first.number() <= number && number <= last.number())
                        .map(number -> ", point of no return")
                        .orElse(""))
                .append(")</summary>\n\n");
        if (!first.offline().isEmpty()) {
            String offline =
                    first.offline().stream().map(name -> code(name.name())).collect(Collectors.joining(", "));
            block.append("Offline: ").append(offline).append("\n\n");
        }
        block.append("| wave | | participant | step | why |\n|---|---|---|---|---|\n");
        waves.forEach(wave -> wave.steps().forEach(step -> block.append(row(wave, step))));
        return block.append("\n</details>\n\n").toString();
    }

    private static String row(WaveReport wave, StepReport step) {
        String operator = step.operator().map(name -> " (" + cell(name) + ")").orElse("");
        return "| " + wave.number() + " | " + code(step.glyph().sign()) + " | "
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
