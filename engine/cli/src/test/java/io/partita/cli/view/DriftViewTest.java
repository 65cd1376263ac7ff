package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.report.DriftReport;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.text.CommandText;
import io.partita.cli.text.Hostile;
import io.partita.cli.text.TextLayout;
import io.partita.core.drift.Drift;
import io.partita.core.drift.DriftPoint;
import io.partita.core.drift.Expectation;
import io.partita.core.drift.PartyDrift;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.provider.HostingState;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.testkit.golden.Golden;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Drift as it is shown, against texts that people have read. */
class DriftViewTest {

    private static final Path TEXTS = Path.of("src/test/resources/io/partita/cli/view");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Fingerprint OWN = new Fingerprint("1220" + "ab".repeat(32));
    private static final Fingerprint OTHER = new Fingerprint("1220" + "cd".repeat(32));
    private static final ParticipantId HOST = ParticipantId.of("participant1::" + OWN);
    private static final PartyId ALICE = PartyId.of("Alice::" + OWN);
    private static final RunSummary RUN = new RunSummary(
            new RunId("20260102-030405-1f3a9c"),
            "ab".repeat(32),
            NOW,
            Optional.of(NOW),
            Optional.of(ExitStatus.DONE),
            Optional.empty(),
            Optional.empty());

    @Test
    void everyKindOfPointInEveryForm() {
        Drift drift = drift("Alice");
        TextLayout paper = new TextLayout(100, TextLayout.Colours.OFF);
        new DriftText(DriftReport.of(drift)).write(paper);

        Golden.matches(paper.toString(), TEXTS.resolve("every-kind.drift.txt"));
        Golden.matches(
                new DriftMarkdown(DriftReport.of(drift), Payload.COMMENT).text(), TEXTS.resolve("every-kind.drift.md"));
        CommandText here = new CommandText("partita", Optional.empty(), Place.HERE);
        Payload content = new Payload.Drifted(drift, Payload.Page.TEXT, Optional.empty());
        Golden.matches(
                new String(
                        new JsonTables(here::of).answer().page(Result.of("drift", ExitCode.CHANGES, content)),
                        StandardCharsets.UTF_8),
                TEXTS.resolve("every-kind.drift.json"));
    }

    @Test
    void namesDriveNoTerminalAndEndNoBlock() {
        Hostile.requireTamed(text -> {
            TextLayout paper = new TextLayout(100, TextLayout.Colours.ON);
            new DriftText(DriftReport.of(drift(text))).write(paper);
            return paper.toString();
        });
        Hostile.requireTamed(text -> new DriftMarkdown(DriftReport.of(drift(text)), Integer.MAX_VALUE).text());
        assertThat(new DriftMarkdown(DriftReport.of(drift("` ![x](y) `")), Payload.COMMENT).text())
                .contains("**Party** `` ` ![x](y) ` ``");
    }

    /** One party with every kind of point, one that is as expected, and one with a note. */
    static Drift drift(String name) {
        HostingMapping mapping = new HostingMapping(
                ALICE,
                3,
                1,
                List.of(new HostingMapping.Host(HOST, Permission.OBSERVATION, HostingMapping.Onboarding.CLEAR)),
                Optional.empty());
        HostingState state = new HostingState(mapping, NOW, Optional.empty(), "ab", new TreeSet<>(Set.of(OWN, OTHER)));
        List<DriftPoint> points = Arrays.stream(DriftPoint.Kind.values())
                .map(kind -> new DriftPoint(
                        kind,
                        Optional.of(HOST),
                        Optional.of("before"),
                        Optional.of("now"),
                        kind == DriftPoint.Kind.NOT_HOSTED ? Optional.empty() : Optional.of(state)))
                .toList();
        return new Drift(
                "mysynchronizer",
                new ParticipantName("participant1"),
                new TreeMap<>(Map.of(HOST, new ParticipantName("participant1"))),
                new TreeMap<>(Map.of(OWN, "participant1")),
                List.of(
                        new PartyDrift(
                                expectation(name, Optional.of(RUN)),
                                Optional.of(state),
                                points,
                                PartyDrift.DeclarationAtHand.AS_EXPECTED),
                        new PartyDrift(
                                expectation("Bob", Optional.empty()),
                                Optional.of(state),
                                List.of(),
                                PartyDrift.DeclarationAtHand.AS_EXPECTED),
                        new PartyDrift(
                                expectation("Carol", Optional.of(RUN)),
                                Optional.empty(),
                                List.of(),
                                PartyDrift.DeclarationAtHand.OTHERWISE)));
    }

    private static Expectation expectation(String name, Optional<RunSummary> run) {
        return new Expectation(
                name,
                ALICE,
                new TreeMap<>(Map.of(HOST, Permission.OBSERVATION)),
                Optional.of(1),
                new TreeSet<>(),
                new Expectation.Keys(Expectation.Said.NOTHING, Optional.empty()),
                run);
    }
}
