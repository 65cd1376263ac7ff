package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.report.PlanComparison;
import io.partita.cli.report.PlanComparison.Difference;
import io.partita.cli.report.PlanComparison.Matter;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Payload.PlanAt;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.Hostile;
import io.partita.cli.text.TextLayout;
import io.partita.cli.unit.Plans;
import io.partita.core.apply.SavedPlan;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Secret;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.Home;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Vetting;
import io.partita.core.plan.Window;
import io.partita.core.provider.ManualConnect;
import io.partita.testkit.golden.Golden;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What two plans differ in, against texts that people have read. */
class ComparisonViewTest {

    private static final Path TEXTS = Path.of("src/test/resources/io/partita/cli/view");
    private static final SavedPlan EVERY_KIND =
            Plans.read(TEXTS.resolve("every-kind.plan.json")).value();
    private static final PlanAt BEFORE = new PlanAt("approved.json", EVERY_KIND, Optional.of("commit 12ab"));

    @Test
    void everyMatterInTheOrderInWhichItHasToBeKnown() {
        PlanComparison comparison = PlanComparison.of(BEFORE, changed("evil.example"));

        assertThat(comparison.differences().stream().map(Difference::matter).distinct())
                .containsExactly(Matter.values());
        Golden.matches(text(comparison, TextLayout.Colours.OFF), TEXTS.resolve("every-kind.diff.txt"));
        Golden.matches(new ComparisonMarkdown(comparison, Payload.COMMENT).text(), TEXTS.resolve("every-kind.diff.md"));
        Golden.matches(json(BEFORE, changed("evil.example")), TEXTS.resolve("every-kind.diff.json"));
    }

    @Test
    void partiesThatDifferAlikeAreToldOnceAndMachinesGetAll() {
        PlanComparison comparison = PlanComparison.of(BEFORE, changed("evil.example"));

        assertThat(comparison.of(Matter.PARTIES)).anySatisfy(difference -> {
            assertThat(difference.names()).containsExactly("New1", "New2", "New3");
            assertThat(difference.title()).isEqualTo("party New1 and 2 more alike");
        });
    }

    @Test
    void aPlanIsEqualToItself() {
        PlanComparison comparison = PlanComparison.of(BEFORE, new PlanAt("other.json", EVERY_KIND, Optional.empty()));

        assertThat(comparison.isEqual()).isTrue();
        assertThat(text(comparison, TextLayout.Colours.OFF))
                .contains("The plans are equal.")
                .doesNotContain("~");
    }

    @Test
    void whatWasOnlyReadAnewIsOneLine() {
        PlanContent content = EVERY_KIND.plan().content();
        PlanAt after = at(new PlanContent(
                content.home(),
                content.network(),
                content.synchronizerAlias(),
                content.synchronizer(),
                Duration.ofSeconds(7),
                content.participants(),
                content.keys(),
                content.namespaces(),
                content.parties(),
                content.unchanged(),
                content.vettings(),
                content.sources(),
                content.windows()));

        PlanComparison comparison = PlanComparison.of(BEFORE, after);
        assertThat(comparison.differences()).isEmpty();
        assertThat(text(comparison, TextLayout.Colours.OFF))
                .contains("\nRead anew: decision timeout (PT10S -> PT7S).\n")
                .contains("The plans decide the same; they differ only in what was read anew.");
    }

    /** Whatever differs, and if no word does: two plans with two hashes are never called equal. */
    @Test
    void anotherOrderIsADifference() {
        PlanContent content = EVERY_KIND.plan().content();
        List<String> unchanged = new ArrayList<>(content.unchanged());
        unchanged.add("Zoe");
        List<String> turned = new ArrayList<>(content.unchanged());
        turned.add(0, "Zoe");

        PlanComparison comparison = PlanComparison.of(at(with(content, unchanged)), at(with(content, turned)));
        assertThat(comparison.isEqual()).isFalse();
        assertThat(text(comparison, TextLayout.Colours.OFF)).contains("- order  as it was", "+ order  another");
    }

    @Test
    void coloursAddNothingButColours() {
        PlanComparison comparison = PlanComparison.of(BEFORE, changed("evil.example"));
        String coloured = text(comparison, TextLayout.Colours.ON);

        assertThat(coloured).contains("\u001b[31m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(comparison, TextLayout.Colours.OFF));
    }

    @Test
    void textOfAPlanDrivesNoTerminalAndEndsNoBlock() {
        Hostile.requireTamed(hostile -> text(PlanComparison.of(BEFORE, changed(hostile)), TextLayout.Colours.ON));
        Hostile.requireTamed(hostile ->
                new ComparisonMarkdown(PlanComparison.of(BEFORE, changed(hostile)), Integer.MAX_VALUE).text());
        assertThat(new ComparisonMarkdown(PlanComparison.of(BEFORE, changed("```\n# x")), Payload.COMMENT)
                        .text()
                        .lines())
                .noneMatch(line -> line.startsWith("# x"));
    }

    @Test
    void aCommentKeepsWithinItsBudget() {
        PlanComparison comparison = PlanComparison.of(BEFORE, changed("evil.example"));

        assertThat(new ComparisonMarkdown(comparison, 1_500).text())
                .hasSizeLessThanOrEqualTo(2_100)
                .contains(comparison.before().plan().hash())
                .contains("do not fit into this comment");
    }

    private static String text(PlanComparison comparison, TextLayout.Colours colours) {
        TextLayout paper = new TextLayout(100, colours);
        new ComparisonText(comparison).write(paper);
        return paper.toString();
    }

    private static String json(PlanAt before, PlanAt after) {
        CommandText here = new CommandText("partita", Optional.empty(), Place.HERE);
        Payload content = new Payload.Compared(before, after, Payload.Page.TEXT);
        return new String(
                new JsonTables(here::of).answer().page(Result.of("diff", ExitCode.CHANGES, content)),
                StandardCharsets.UTF_8);
    }

    private static PlanAt at(PlanContent content) {
        return new PlanAt("plan.json", Plans.saved(new Plan(content)), Optional.empty());
    }

    private static PlanContent with(PlanContent content, List<String> unchanged) {
        return new PlanContent(
                content.home(),
                content.network(),
                content.synchronizerAlias(),
                content.synchronizer(),
                content.decisionTimeout(),
                content.participants(),
                content.keys(),
                content.namespaces(),
                content.parties(),
                unchanged,
                content.vettings(),
                content.sources(),
                content.windows());
    }

    /** Something else in every matter. @param host what a stranger has chosen */
    static PlanAt changed(String host) {
        PlanContent content = EVERY_KIND.plan().content();
        SortedMap<ParticipantName, PlannedParticipant> participants = new TreeMap<>(content.participants());
        ParticipantName first = new ParticipantName("t1");
        ParticipantName third = new ParticipantName("t3");
        participants.computeIfPresent(
                first,
                (name, was) -> new PlannedParticipant(
                        name,
                        was.id(),
                        "3.5.11",
                        List.of(34),
                        new Access.Endpoints(
                                new Endpoint(host, 5002, Optional.empty(), Optional.empty()),
                                new Endpoint(
                                        "p1.example",
                                        5001,
                                        Optional.empty(),
                                        Optional.of(Secret.of("file").with("path", host)))),
                        was.operator(),
                        was.backup()));
        participants.computeIfPresent(
                third,
                (name, was) -> new PlannedParticipant(
                        name,
                        was.id(),
                        was.release(),
                        was.protocolVersions(),
                        was.access(),
                        was.operator(),
                        new Backup.Unattended()));
        List<PartyChange> parties = new ArrayList<>();
        for (PartyChange change : content.parties()) {
            switch (change.name()) {
                case "Stale" -> {}
                case "New" -> List.of("New1", "New2", "New3").forEach(name -> parties.add(renamed(change, name)));
                default -> parties.add(change);
            }
        }
        List<Vetting> vettings = content.vettings().stream()
                .map(vetting -> new Vetting(
                        vetting.target(),
                        vetting.packages(),
                        vetting.dars().stream()
                                .map(dar -> dar.match(
                                        file -> (DarSource) new DarSource.DarFile(
                                                file.path(), "ab".repeat(32), file.mainPackage(), file.packages()),
                                        stored -> stored))
                                .toList()))
                .toList();
        return at(new PlanContent(
                content.home(),
                new Home("../networks/production"),
                content.synchronizerAlias(),
                content.synchronizer(),
                Duration.ofSeconds(7),
                participants,
                content.keys(),
                content.namespaces(),
                parties,
                List.of("Stale"),
                vettings,
                content.sources(),
                content.windows().stream()
                        .map(window -> window.target().equals(third)
                                ? new Window(
                                        window.round(),
                                        window.target(),
                                        window.connections().stream()
                                                .map(each -> new PlannedConnection(
                                                        each.alias(), each.connection(), ManualConnect.MANUAL))
                                                .toList(),
                                        window.vetted(),
                                        window.transfers())
                                : window)
                        .toList()));
    }

    private static PartyChange renamed(PartyChange change, String name) {
        PartyId id = PartyId.of(name + "::" + change.party().namespace());
        return new PartyChange(
                name,
                id,
                change.before().map(mapping -> renamed(mapping, id)),
                change.lastSerial(),
                change.route(),
                change.authority(),
                change.source(),
                change.staleFlags(),
                change.direct().map(mapping -> renamed(mapping, id)),
                change.last().map(mapping -> renamed(mapping, id)),
                change.kept());
    }

    private static HostingMapping renamed(HostingMapping mapping, PartyId id) {
        return new HostingMapping(id, mapping.serial(), mapping.threshold(), mapping.hosts(), mapping.signingKeys());
    }
}
