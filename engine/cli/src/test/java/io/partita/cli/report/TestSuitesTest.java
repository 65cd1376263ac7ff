package io.partita.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Result;
import io.partita.cli.text.JUnitXml.Case;
import io.partita.cli.text.JUnitXml.Suite;
import io.partita.cli.unit.Plans;
import io.partita.core.apply.RunResult;
import io.partita.core.apply.SavedPlan;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.Permission;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Step;
import io.partita.core.provider.HostingState;
import io.partita.core.state.ExitStatus;
import io.partita.core.state.Outcome;
import io.partita.core.state.RunId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a run made, as tests. */
class TestSuitesTest {

    private static final SavedPlan PLAN = Plans.read(
                    Path.of("src/test/resources/io/partita/cli/view/quickstart.plan.json"))
            .value();
    private static final PartyChange ALICE = PLAN.plan().content().parties().get(0);
    private static final HostingMapping PLANNED = PLAN.plan().outcome(ALICE);
    private static final TreeMap<ParticipantId, ParticipantName> NAMES = names();

    private static TreeMap<ParticipantId, ParticipantName> names() {
        TreeMap<ParticipantId, ParticipantName> names = new TreeMap<>();
        PLAN.plan().content().participants().values().forEach(each -> names.put(each.id(), each.name()));
        return names;
    }

    private static Payload.LiveParty seen(Optional<HostingMapping> mapping) {
        return new Payload.LiveParty(
                ALICE.name(),
                Optional.of(new ParticipantName("participant1")),
                mapping.map(found -> new HostingState(found, Instant.EPOCH, Optional.empty(), "ab")),
                NAMES);
    }

    private static Case alice(ExitStatus exit, List<Payload.LiveParty> hosting) {
        Payload ran = new Payload.Ran(
                PLAN,
                new RunResult(
                        exit,
                        Optional.of(new RunId("20260102-030405-1f3a9c")),
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                hosting);
        return suite(Result.of("apply", ExitCode.of(exit), ran), "hosting")
                .cases()
                .get(0);
    }

    private static Suite suite(Result answer, String name) {
        return TestSuites.of(answer).stream()
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static HostingMapping clear(HostingMapping mapping) {
        return with(
                mapping,
                mapping.threshold(),
                mapping.hosts().stream()
                        .map(host -> new Host(host.participant(), host.permission(), Onboarding.CLEAR))
                        .toList());
    }

    private static HostingMapping with(HostingMapping mapping, int threshold, List<Host> hosts) {
        return new HostingMapping(mapping.party(), mapping.serial(), threshold, hosts, mapping.signingKeys());
    }

    @Test
    void aPartyThatIsHostedAsPlannedPasses() {
        Case passed = alice(ExitStatus.DONE, List.of(seen(Optional.of(clear(PLANNED)))));

        assertThat(passed.failures()).isEmpty();
        assertThat(passed.skipped()).isEmpty();
    }

    @Test
    void everyPointInWhichItIsNotIsALine() {
        List<Host> hosts = new ArrayList<>(clear(PLANNED).hosts());
        Host first = hosts.get(0);
        Permission other =
                first.permission() == Permission.OBSERVATION ? Permission.CONFIRMATION : Permission.OBSERVATION;
        hosts.set(0, new Host(first.participant(), other, Onboarding.FLAGGED));
        Host last = hosts.remove(hosts.size() - 1);
        ParticipantId stranger = ParticipantId.of("stranger::1220" + "ab".repeat(32));
        hosts.add(new Host(stranger, Permission.OBSERVATION, Onboarding.CLEAR));

        Case failed = alice(ExitStatus.ERROR, List.of(seen(Optional.of(with(PLANNED, 7, hosts)))));

        String name = NAMES.get(first.participant()).name();
        String gone = NAMES.get(last.participant()).name();
        assertThat(failed.failures())
                .containsExactlyInAnyOrder(
                        "the threshold is 7 instead of " + PLANNED.threshold(),
                        name + " has " + other.word() + " instead of "
                                + first.permission().word(),
                        gone + " does not host it (expected: "
                                + last.permission().word() + ")",
                        new HostNames(NAMES).name(stranger) + " hosts it with observation and is not expected to",
                        name + " still has the onboarding flag");
        assertThat(alice(ExitStatus.ERROR, List.of(seen(Optional.empty()))).failures())
                .containsExactly("it is hosted nowhere");
    }

    @Test
    void whatNobodyKnowsYetIsSkipped() {
        assertThat(alice(ExitStatus.DONE, List.of()).skipped()).contains("no participant could be asked");
        assertThat(alice(ExitStatus.WAITING, List.of(seen(Optional.empty()))).skipped())
                .contains("the run is not at its end");
    }

    @Test
    void aStepThatFailedSaysWhyAndThoseAfterItAreNotBegun() {
        Step step = PLAN.plan().steps().findFirst().orElseThrow();
        Payload ran = new Payload.Ran(
                PLAN,
                new RunResult(
                        ExitStatus.ERROR,
                        Optional.empty(),
                        Map.of(
                                step.id(),
                                new Outcome.Failed(Diagnostic.error("went-wrong", "it went wrong")
                                        .because("so it is"))),
                        List.of(),
                        List.of(),
                        List.of()),
                List.of());

        List<Case> cases = TestSuites.of(Result.of("apply", ExitCode.ERROR, ran)).stream()
                .flatMap(suite -> suite.cases().stream())
                .toList();

        assertThat(cases.stream().flatMap(each -> each.failures().stream()))
                .containsExactly("error", "it went wrong: so it is [went-wrong]");
        assertThat(cases.stream().flatMap(each -> each.skipped().stream()).filter("not begun"::equals))
                .hasSize((int) PLAN.plan().steps().count() - 1);
    }

    @Test
    void whatStoppedACommandIsAFailureOfTheCommand() {
        Result refused = Result.failed("apply", Diagnostic.refusal("not-approved", "the plan was not approved"));

        assertThat(suite(refused, "command").cases())
                .containsExactly(Case.of("partita apply", List.of("the plan was not approved [not-approved]")));
    }
}
