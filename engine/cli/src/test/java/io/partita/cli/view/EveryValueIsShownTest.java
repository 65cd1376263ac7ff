package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.report.PlanReport;
import io.partita.cli.result.Payload;
import io.partita.cli.text.TextLayout;
import io.partita.cli.unit.Plans;
import io.partita.core.apply.SavedPlan;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.law.PlanLaws;
import io.partita.core.planfile.PlanFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever stands in a plan can be changed by somebody who makes its checksums fit. What then is no plan is refused;
 * the rest is seen by whoever reads it, in every form, or is a fact that is read again before anything rests on it.
 */
class EveryValueIsShownTest {

    private static final Path TEXTS = Path.of("src/test/resources/io/partita/cli/view");

    /** Neither shown nor read again, each with the reason why that shows nobody anything false. */
    private static final Map<Pattern, String> SAY_NOTHING = Map.of(
            Pattern.compile("\\.decisionTimeout .*"), "how long partita waits for what a participant decides",
            Pattern.compile("\\.participants\\{.*}\\.protocolVersions.*"), "nothing rests on it",
            Pattern.compile("\\.participants\\{.*}\\.backup.*"), "of one that nothing is imported into: not started",
            Pattern.compile("\\.parties\\[\\d+]\\.route\\.evidence\\[\\d+]\\.(from|to|id) .*"),
                    "where exactly something was found that leads to the longer way",
            Pattern.compile("\\.parties\\[\\d+]\\.route\\.complete\\[\\d+] twice"), "asked once",
            Pattern.compile("\\.vettings\\[\\d+]\\.dars\\[\\d+]\\.(mainPackage|packages) .*"),
                    "computed from the DAR before it is uploaded",
            Pattern.compile("\\.vettings\\[\\d+]\\.packages with .*"), "waited for after the upload",
            Pattern.compile("\\.parties\\[\\d+]\\.source added .*"), "compared with only where a flag is cleared",
            Pattern.compile(".*(hosts|sources) reversed"), "the order says nothing");

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "every-kind"})
    void orIsReadAgain(String name) {
        SavedPlan plan = Plans.read(TEXTS.resolve(name + ".plan.json")).value();
        Map<FactId, Fact> facts = facts(plan);
        Map<String, String> forms = forms(plan);

        List<Variants.Variant> legal = Variants.of(plan.plan().content()).stream()
                .filter(variant -> !SAY_NOTHING.keySet().stream()
                        .anyMatch(pattern -> pattern.matcher(variant.what()).matches()))
                .toList();

        assertThat(legal)
                .hasSizeGreaterThan(100)
                .allSatisfy(variant -> accepted((PlanContent) variant.value())
                        .filter(other -> !other.hash().equals(plan.hash())
                                && facts(other).equals(facts))
                        .ifPresent(other -> assertThat(forms(other))
                                .as(variant.what())
                                .allSatisfy((form, text) ->
                                        assertThat(text).as(form).isNotEqualTo(forms.get(form)))));
    }

    /** As whoever applies it reads it; empty for what is refused. */
    private static Optional<SavedPlan> accepted(PlanContent content) {
        if (!PlanLaws.breaches(content).isEmpty()) {
            return Optional.empty();
        }
        Plan plan = new Plan(content);
        if (!PlanLaws.breaches(plan).isEmpty()) {
            return Optional.empty();
        }
        SavedPlan saved = Plans.saved(plan);
        return PlanFile.read(saved.text().getBytes(StandardCharsets.UTF_8), "plan.json")
                .optional()
                .map(Plans::saved);
    }

    private static Map<FactId, Fact> facts(SavedPlan plan) {
        return plan.plan().facts().stream().collect(Collectors.toMap(Fact::id, Function.identity()));
    }

    /** But for the hash, which is always another. */
    private static Map<String, String> forms(SavedPlan plan) {
        PlanReport report = PlanReport.of(plan);
        TextLayout paper = new TextLayout(200, TextLayout.Colours.OFF);
        new PlanText(report).write(paper);
        return Map.of(
                "text", paper.toString().replace(plan.hash(), ""),
                "Markdown",
                        new PlanMarkdown(report, Payload.COMMENT, List.of())
                                .text()
                                .replace(plan.hash(), ""),
                "HTML", new PlanHtml(report).text().replace(plan.hash(), ""));
    }
}
