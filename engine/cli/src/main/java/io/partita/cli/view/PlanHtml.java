package io.partita.cli.view;

import io.partita.cli.report.AlikeParties;
import io.partita.cli.report.KeyReport;
import io.partita.cli.report.ParticipantReport;
import io.partita.cli.report.PartyReport;
import io.partita.cli.report.PlanReport;
import io.partita.cli.report.StepReport;
import io.partita.cli.report.WaveReport;
import io.partita.cli.text.Formats;
import io.partita.core.diagnostic.Severity;
import io.partita.core.hash.Sha256;
import io.partita.core.model.ParticipantName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A plan as one page that needs nothing else: no network, no other file. Its policy lets a browser run the one script
 * and the one style sheet that are in it, by their hashes, and load nothing. Without scripts everything is there but the
 * filter.
 */
final class PlanHtml {

    private static final String STYLE = resource("plan.css");
    private static final String SCRIPT = resource("plan.js");

    private final PlanReport plan;
    private final Html page = new Html();

    PlanHtml(PlanReport plan) {
        this.plan = plan;
    }

    String text() {
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
                .raw(hash(STYLE))
                .raw("'; script-src 'sha256-")
                .raw(hash(SCRIPT))
                .raw("'; base-uri 'none'; form-action 'none'\"/>\n");
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
                .text("Plan for " + plan.alias())
                .raw("</title>\n<style>")
                .raw(STYLE)
                .raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#steps\">To the steps</a>\n");
        head();
        page.raw("<main>\n");
        dangers();
        remarks();
        picture();
        places();
        plan.alike().forEach(this::parties);
        if (!plan.unchanged().isEmpty()) {
            page.raw("<p>As declared already: ").text(plan.namesUnchanged()).raw("</p>\n");
        }
        steps();
        facts();
        page.raw("</main>\n<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private void head() {
        page.raw("<header>\n<h1>Plan for synchronizer ").code(plan.alias()).raw("</h1>\n");
        plan.warning()
                .ifPresent(warning ->
                        page.raw("<p class=\"warning\">").text(warning).raw("</p>\n"));
        page.raw("<p><strong>").text(plan.amount()).raw(".</strong></p>\n<p>Hash ");
        page.code(plan.hash()).raw("<br/><span class=\"faint\">Synchronizer ");
        page.code(plan.synchronizer().toString()).raw("</span></p>\n");
        plan.places()
                .forEach(place -> page.raw("<p class=\"warning\">").text(place).raw("</p>\n"));
        page.raw("</header>\n");
    }

    private void dangers() {
        page.raw("<h2>What has to be known first</h2>\n<ul class=\"dangers\">\n");
        plan.told()
                .filter(StepReport::isIrreversible)
                .forEach(step -> danger("danger", step.participant() + ": " + step.action(), "cannot be taken back"));
        plan.consequences().forEach(consequence -> {
            String kind = switch (consequence.kind().weight()) {
                case DANGER -> "danger";
                case NOTE -> "";
            };
            danger(kind, consequence.who() + ": " + consequence.sentence(), "");
        });
        plan.noReturn().ifPresent(sentence -> danger("danger", sentence, ""));
        plan.windows().forEach(window -> {
            danger("", window.sentence(), window.amount());
            window.after().forEach(reason -> danger("", reason, ""));
        });
        plan.told()
                .filter(step -> step.gate().isPresent())
                .forEach(step ->
                        danger("person", step.participant() + ": " + step.gate().orElseThrow(), "waits for a person"));
        plan.participants()
                .forEach(
                        one -> one.programs().forEach(program -> runs(one.name().name(), program)));
        plan.keys().forEach(key -> key.programs().forEach(program -> runs("key " + key.name(), program)));
        if (plan.isEmpty()) {
            danger("", "nothing to do", "");
        }
        page.raw("</ul>\n");
    }

    private void remarks() {
        if (plan.remarks().isEmpty()) {
            return;
        }
        page.raw("<h2>What was said besides</h2>\n<ul class=\"dangers\">\n");
        plan.remarks().forEach(remark -> {
            page.raw(remark.severity() == Severity.NOTE ? "<li>" : "<li class=\"person\">");
            page.text(remark.summary() + " ").code(remark.code());
            remark.place()
                    .ifPresent(place ->
                            page.raw("<br/><span class=\"faint\">at</span> ").code(place));
            remark.why().ifPresent(why -> explained("why", why));
            remark.fix().ifPresent(fix -> explained("fix", fix));
            page.raw("</li>\n");
        });
        page.raw("</ul>\n");
    }

    private void explained(String what, String text) {
        page.raw("<br/><span class=\"faint\">").text(what).raw("</span> ").text(text);
    }

    private void danger(String kind, String what, String note) {
        page.raw("<li class=\"").raw(kind).raw("\">").text(what);
        if (!note.isEmpty()) {
            page.raw(" <strong>").text(note).raw("</strong>");
        }
        page.raw("</li>\n");
    }

    private void runs(String whose, ParticipantReport.Program program) {
        page.raw("<li class=\"person\">").text(whose + ": this machine runs ").code(program.command());
        page.text(" for " + program.purpose()).raw("</li>\n");
    }

    /** Who does something in which wave, and who is offline. */
    private void picture() {
        if (plan.isEmpty()) {
            return;
        }
        page.raw("<h2 id=\"waves\">Waves</h2>\n<p class=\"faint\">Each column is a wave: steps side by side. ");
        page.text(plan.glyphs().stream()
                .map(glyph -> glyph.sign() + " " + glyph.meaning())
                .collect(Collectors.joining(", ")));
        page.raw(plan.pointOfNoReturn().isPresent() ? ". The thick line is the point of no return.</p>\n" : ".</p>\n");
        page.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"waves\">\n");
        page.raw("<table class=\"picture\">\n");
        page.raw("<thead><tr><th scope=\"col\">participant</th>");
        plan.waves()
                .forEach(wave -> page.raw("<th scope=\"col\"")
                        .raw(line(wave))
                        .raw(">")
                        .text(String.valueOf(wave.number()))
                        .raw("</th>"));
        page.raw("</tr></thead>\n<tbody>\n");
        plan.participants().forEach(participant -> row(participant.name()));
        page.raw("</tbody>\n</table>\n</div>\n");
    }

    private String line(WaveReport wave) {
        return plan.pointOfNoReturn().filter(number -> number == wave.number()).isPresent() ? " class=\"return\"" : "";
    }

    private void row(ParticipantName participant) {
        page.raw("<tr><th scope=\"row\">").text(participant.name()).raw("</th>");
        for (WaveReport wave : plan.waves()) {
            boolean offline = wave.offline().contains(participant);
            String line = line(wave);
            String classes = offline ? line.isEmpty() ? " class=\"offline\"" : " class=\"offline return\"" : line;
            page.raw("<td").raw(classes).raw(">");
            Map<String, Long> signs = wave.steps().stream()
                    .filter(step -> step.participant().equals(participant))
                    .collect(Collectors.groupingBy(step -> step.glyph().sign(), TreeMap::new, Collectors.counting()));
            page.text(signs.entrySet().stream()
                    .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getValue() + entry.getKey())
                    .collect(Collectors.joining(" ")));
            page.raw(offline ? "<span class=\"unseen\"> offline</span></td>" : "</td>");
        }
        page.raw("</tr>\n");
    }

    private void places() {
        page.raw("<h2>What runs where, with whose secret</h2>\n<ul>\n");
        plan.participants().forEach(participant -> {
            page.raw("<li><strong>")
                    .text(participant.name().name())
                    .raw("</strong> ")
                    .text(participant.versions());
            participant.operator().ifPresent(operator -> page.text(", operator " + operator));
            page.raw("<br/><span class=\"faint\">id</span> ")
                    .code(participant.id().toString());
            participant
                    .ways()
                    .forEach(way -> page.raw("<br/><span class=\"faint\">")
                            .text(way.api())
                            .raw("</span> ")
                            .code(way.text()));
            page.raw("</li>\n");
        });
        plan.keys().forEach(this::key);
        plan.namespaces()
                .forEach(
                        namespace -> page.raw("<li>").text(namespace.sentence()).raw("</li>\n"));
        page.raw("</ul>\n");
    }

    private void key(KeyReport key) {
        page.raw("<li><strong>key ")
                .text(key.name().toString())
                .raw("</strong> ")
                .text(key.spec().word());
        page.raw("<br/><span class=\"faint\">id</span> ").code(key.fingerprint().toString());
        page.raw("<br/><span class=\"faint\">signs</span> ").code(key.signs()).raw("</li>\n");
    }

    private void parties(AlikeParties parties) {
        PartyReport party = parties.first();
        page.raw("<section>\n<h2>Party ").text(parties.title()).raw("</h2>\n<p>");
        page.code(party.id().toString()).raw("</p>\n");
        page.raw("<table>\n<thead><tr><th scope=\"col\">host</th><th scope=\"col\">before</th>");
        page.raw("<th scope=\"col\">after</th><th scope=\"col\">note</th></tr></thead>\n<tbody>\n");
        party.rows().forEach(this::host);
        page.raw("</tbody>\n</table>\n<p>Path <strong>")
                .text(party.path().word())
                .raw("</strong>: ")
                .text(party.reason());
        party.signing()
                .ifPresent(signers -> page.raw("<br/>Signs for the namespace: ").text(signers));
        page.raw("</p>\n");
        if (!parties.isAlone()) {
            everyOne(parties);
        } else if (!party.evidence().isEmpty()) {
            page.raw("<details><summary>")
                    .text("What the hosts show (" + party.evidence().size() + ")");
            page.raw("</summary><ul>\n");
            party.evidence().forEach(this::evidence);
            page.raw("</ul></details>\n");
        }
        page.raw("</section>\n");
    }

    /** What differs between parties that are alike. */
    private void everyOne(AlikeParties parties) {
        page.raw("<details><summary>").text("The " + parties.parties().size() + " parties, and what their hosts show");
        page.raw("</summary>\n<table>\n<thead><tr><th scope=\"col\">party</th><th scope=\"col\">id</th>");
        page.raw("<th scope=\"col\">what the hosts show</th></tr></thead>\n<tbody>\n");
        parties.parties().forEach(party -> {
            page.raw("<tr><th scope=\"row\">").text(party.name()).raw("</th><td>");
            page.code(party.id().toString()).raw("</td><td><ul>");
            party.evidence().forEach(this::evidence);
            page.raw("</ul></td></tr>\n");
        });
        page.raw("</tbody>\n</table>\n</details>\n");
    }

    private void evidence(String sentence) {
        page.raw("<li class=\"text\">").text(sentence).raw("</li>\n");
    }

    private void host(PartyReport.Row row) {
        String kind = switch (row.fate()) {
            case ADDED -> " class=\"added\"";
            case CHANGED -> " class=\"changed\"";
            case UNCHANGED, KEPT -> "";
        };
        page.raw("<tr><th scope=\"row\">")
                .text(row.subject())
                .raw("</th><td>")
                .text(row.before().orElse("-"));
        page.raw("</td><td")
                .raw(kind)
                .raw(">")
                .text(row.after())
                .raw("</td><td>")
                .text(row.note())
                .raw("</td></tr>\n");
    }

    private void steps() {
        page.raw("<h2 id=\"steps-title\">Steps</h2>\n<div class=\"controls\" id=\"controls\" hidden=\"hidden\">\n");
        page.raw("<label>Words <input type=\"search\" id=\"words\"/></label>\n");
        page.raw("<label>Participant <select id=\"who\"><option value=\"\">all</option>");
        plan.participants()
                .forEach(one -> page.raw("<option>").text(one.name().name()).raw("</option>"));
        page.raw("</select></label>\n<label class=\"inline\"><input type=\"checkbox\" id=\"danger\"/> ");
        page.raw("only what cannot be taken back</label>\n</div>\n<p id=\"count\" role=\"status\"></p>\n");
        page.raw(
                "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"steps-title\">\n<table id=\"steps\">\n");
        page.raw("<thead><tr><th scope=\"col\">wave</th><th scope=\"col\">participant</th><th scope=\"col\">step</th>");
        page.raw(
                "<th scope=\"col\">why</th><th scope=\"col\">taken back</th><th scope=\"col\">id</th></tr></thead>\n<tbody>\n");
        plan.waves().forEach(wave -> wave.steps().forEach(step -> step(wave, step)));
        page.raw("</tbody>\n</table>\n</div>\n");
    }

    private void step(WaveReport wave, StepReport step) {
        String kind = step.isIrreversible() ? "danger" : step.gate().isPresent() ? "person" : "";
        page.raw("<tr class=\"")
                .raw(kind)
                .raw("\" data-who=\"")
                .text(step.participant().name())
                .raw("\"><td>");
        page.text(wave.number() + " " + wave.title())
                .raw("</td><td>")
                .text(step.participant().name());
        step.operator().ifPresent(operator -> page.text(" (" + operator + ")"));
        page.raw("</td><td>").code(step.glyph().sign()).text(" " + step.gate().orElse(step.action()));
        page.raw("</td><td>")
                .text(step.why())
                .raw("</td><td>")
                .raw(
                        switch (step.reversal()) {
                            case READS_ONLY -> "reads only";
                            case UNDONE_BY_RUN -> "by this plan";
                            case REPLACEABLE -> "by another plan";
                            case IRREVERSIBLE -> "never";
                        });
        page.raw("</td><td>").code(step.id().id()).raw("</td></tr>\n");
    }

    private void facts() {
        if (plan.facts().isEmpty()) {
            return;
        }
        page.raw("<h2 id=\"facts\">What the plan rests on</h2>\n<details><summary>");
        page.text(Formats.of(plan.facts().size(), "fact") + ", read again before the steps that rest on them");
        page.raw("</summary>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"facts\">\n");
        page.raw("<table>\n<thead><tr><th scope=\"col\">read on</th><th scope=\"col\">what was read</th>");
        page.raw("<th scope=\"col\">fact</th></tr></thead>\n<tbody>\n");
        plan.facts().forEach(fact -> {
            page.raw("<tr><td>").text(fact.participant().name()).raw("</td><td class=\"text\">");
            page.text(fact.sentence()).raw("</td><td>").code(fact.id().id()).raw("</td></tr>\n");
        });
        page.raw("</tbody>\n</table>\n</div>\n</details>\n");
    }

    private static String hash(String text) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.of(text)));
    }

    private static String resource(String name) {
        try (InputStream file = PlanHtml.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
