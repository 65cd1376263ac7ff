package io.partita.cli.view;

import io.partita.cli.report.AlikeParties;
import io.partita.cli.report.Consequence;
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
import java.util.stream.Stream;

/**
 * A plan as a comment on a pull request. What is dangerous and the hash come first, so that they survive whatever has
 * to be left out to stay within the budget; what is left out is said.
 */
final class PlanMarkdown {

    /** Longer ones are not drawn: the limit of Mermaid itself. */
    private static final int PICTURE = 50_000;

    /** Of a comment: what is said besides takes no more than that from the plan. */
    private static final int PART_OF_THE_REMARKS = 4;

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
        text.append("### partita plan: ").append(Markdown.code(plan.alias())).append("\n\n");
        plan.warning()
                .ifPresent(warning ->
                        text.append("> :eyes: ").append(Markdown.code(warning)).append("\n\n"));
        text.append("**").append(plan.amount()).append(".**\n\n");
        text.append("Hash: ").append(Markdown.code(plan.hash())).append("\n\n");
        String commands = Markdown.next(next);
        Markdown page = new Markdown(text, budget - commands.length(), "the plan file");
        page.fill(dangers(), "dangerous steps");
        page.within(budget / PART_OF_THE_REMARKS, "the log of the command")
                .fill(Markdown.remarks(plan.remarks()), "remarks");
        page.fill(participants(), "participants");
        page.fill(changes(), "parties");
        page.fill(plan.alike().stream().flatMap(PlanMarkdown::others).toList(), "lists of parties");
        page.fill(signs(), "explanations of signs");
        page.fill(stretches().stream().map(this::stretch).toList(), "stretches of waves");
        page.fill(picture(), "pictures");
        return text.append(commands).toString();
    }

    /** Hosts that know the language draw it; the others show its text, folded. */
    private List<String> picture() {
        if (plan.isEmpty()) {
            return List.of();
        }
        String drawn = new PlanMermaid(plan).text();
        return List.of(
                drawn.length() > PICTURE
                        ? "_The picture of the waves is too long for a comment: see --format mermaid._\n\n"
                        : "<details><summary>Picture of the waves</summary>\n\n```mermaid\n" + drawn
                                + "```\n\n</details>\n\n");
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

    private List<String> dangers() {
        List<String> blocks = new ArrayList<>();
        plan.noReturn().ifPresent(sentence -> blocks.add("- :warning: " + Markdown.code(sentence) + "\n"));
        plan.told()
                .filter(StepReport::isIrreversible)
                .forEach(step -> blocks.add(
                        "- :warning: " + Markdown.code(step.participant().name()) + " " + Markdown.code(step.action())
                                + " - **cannot be taken back**\n"));
        plan.consequences()
                .forEach(consequence -> blocks.add(sign(consequence) + Markdown.code(consequence.who()) + " "
                        + Markdown.code(consequence.sentence()) + "\n"));
        plan.windows().forEach(window -> {
            blocks.add("- :electric_plug: " + Markdown.code(window.sentence() + "; " + window.amount()) + "\n");
            window.after().forEach(reason -> blocks.add("- :electric_plug: " + Markdown.code(reason) + "\n"));
        });
        plan.told()
                .filter(step -> step.gate().isPresent())
                .forEach(step -> blocks.add(
                        "- :hand: " + Markdown.code(step.participant().name()) + " "
                                + Markdown.code(step.gate().orElseThrow()) + "\n"));
        plan.participants()
                .forEach(participant -> participant
                        .programs()
                        .forEach(program -> blocks.add("- :gear: "
                                + Markdown.code(participant.name().name()) + " this machine " + runs(program))));
        plan.keys()
                .forEach(key -> key.programs()
                        .forEach(program -> blocks.add(
                                "- :gear: " + Markdown.code("key " + key.name()) + " this machine " + runs(program))));
        if (!blocks.isEmpty()) {
            blocks.add("\n");
        }
        return blocks;
    }

    private static String sign(Consequence consequence) {
        return switch (consequence.kind().weight()) {
            case DANGER -> "- :rotating_light: ";
            case NOTE -> "- :information_source: ";
        };
    }

    private static String runs(ParticipantReport.Program program) {
        return "runs " + Markdown.code(program.command()) + " for " + Markdown.code(program.purpose()) + "\n";
    }

    private List<String> participants() {
        List<String> blocks = new ArrayList<>();
        blocks.add("- synchronizer " + Markdown.code(plan.synchronizer().toString()) + "\n");
        plan.places().forEach(place -> blocks.add("- :file_folder: " + Markdown.code(place) + "\n"));
        plan.participants().forEach(participant -> blocks.add(participant(participant)));
        plan.keys().forEach(key -> blocks.add(key(key)));
        plan.namespaces().forEach(namespace -> blocks.add("- " + Markdown.code(namespace.sentence()) + "\n"));
        blocks.add("\n");
        return blocks;
    }

    private static String participant(ParticipantReport participant) {
        StringBuilder block = new StringBuilder();
        block.append("- ").append(Markdown.code(participant.name().name())).append(' ');
        block.append(Markdown.code(participant.versions()));
        participant.operator().ifPresent(name -> block.append(", operator ").append(Markdown.code(name)));
        block.append(", id ").append(Markdown.code(participant.id().toString())).append('\n');
        participant
                .ways()
                .forEach(way -> block.append("  - ")
                        .append(Markdown.code(way.api()))
                        .append(' ')
                        .append(Markdown.code(way.text()))
                        .append('\n'));
        participant.programs().forEach(program -> block.append("  - :gear: ").append(runs(program)));
        return block.toString();
    }

    private static String key(KeyReport key) {
        StringBuilder block = new StringBuilder();
        block.append("- ").append(Markdown.code("key " + key.name())).append(' ');
        block.append(Markdown.code(key.spec().word()));
        block.append(", id ")
                .append(Markdown.code(key.fingerprint().toString()))
                .append('\n');
        block.append("  - ")
                .append(Markdown.code("signs"))
                .append(' ')
                .append(Markdown.code(key.signs()))
                .append('\n');
        key.programs().forEach(program -> block.append("  - :gear: ").append(runs(program)));
        return block.toString();
    }

    private List<String> changes() {
        List<String> blocks = new ArrayList<>();
        plan.alike().forEach(parties -> blocks.add(parties(parties)));
        if (!plan.unchanged().isEmpty()) {
            blocks.add("As declared already: " + Markdown.code(plan.namesUnchanged()) + "\n\n");
        }
        return blocks;
    }

    private static String parties(AlikeParties parties) {
        PartyReport party = parties.first();
        List<String> rows = party.rows().stream().map(PlanMarkdown::row).toList();
        String fence = Markdown.fence("```", String.join("\n", rows));
        StringBuilder block = new StringBuilder();
        block.append("**Party** ").append(Markdown.code(parties.title())).append(' ');
        block.append(Markdown.code(party.id().toString())).append("\n\n");
        block.append(fence).append("diff\n");
        rows.forEach(row -> block.append(row).append('\n'));
        block.append(fence).append("\n\n");
        block.append("Path: **").append(party.path().word()).append("** - ");
        block.append(Markdown.code(party.reason())).append("\n\n");
        if (parties.isAlone() && !party.evidence().isEmpty()) {
            party.evidence()
                    .forEach(sentence -> block.append("- because ")
                            .append(Markdown.code(sentence))
                            .append('\n'));
            block.append('\n');
        }
        party.signing()
                .ifPresent(signers -> block.append("Signs for the namespace: ")
                        .append(Markdown.code(signers))
                        .append("\n\n"));
        return block.toString();
    }

    /** The names of those that are told by their number. */
    private static Stream<String> others(AlikeParties parties) {
        List<String> names = parties.names();
        return parties.isAlone()
                ? Stream.empty()
                : Stream.of("<details><summary>The " + names.size() + " parties that are alike</summary>\n\n"
                        + names.stream().map(Markdown::code).collect(Collectors.joining(", "))
                        + "\n\n</details>\n\n");
    }

    /** Of the glyphs, a diff block colours + and !. */
    private static String row(PartyReport.Row row) {
        String sign = row.glyph().map(glyph -> glyph == Glyph.ADD ? "+" : "!").orElse(" ");
        return sign + " " + Printable.of(row.subject() + "  " + row.text());
    }

    /** What the second column of the steps means. */
    private List<String> signs() {
        return plan.isEmpty()
                ? List.of()
                : List.of(plan.glyphs().stream()
                        .map(glyph -> Markdown.code(glyph.sign()) + " " + glyph.meaning())
                        .collect(Collectors.joining(", ", "Steps: ", "\n\n")));
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
            String offline = first.offline().stream()
                    .map(name -> Markdown.code(name.name()))
                    .collect(Collectors.joining(", "));
            block.append("Offline: ").append(offline).append("\n\n");
        }
        block.append("| wave | | participant | step | why |\n|---|---|---|---|---|\n");
        waves.forEach(wave -> wave.told().forEach(step -> block.append(row(wave, step))));
        return block.append("\n</details>\n\n").toString();
    }

    private static String row(WaveReport wave, StepReport step) {
        String operator =
                step.operator().map(name -> " (" + Markdown.cell(name) + ")").orElse("");
        return "| " + wave.number() + " | " + Markdown.code(step.glyph().sign()) + " | "
                + Markdown.code(step.participant().name()) + operator + " | " + Markdown.cell(step.action()) + " | "
                + Markdown.cell(step.why())
                + " |\n";
    }

    /** Words of partita: whatever else got into them is left out. */
    private static String plain(String title) {
        return title.replaceAll("[^A-Za-z, -]", "");
    }
}
