package io.partita.plans.conformance;

import static io.partita.plans.conformance.SimpleCases.requireHosting;
import static io.partita.plans.conformance.Wanted.CONFIRMATION;
import static io.partita.plans.conformance.Wanted.OBSERVATION;
import static io.partita.plans.conformance.Wanted.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.partita.core.model.Backup;
import io.partita.dsl.word.SecretWords;
import io.partita.testkit.recording.TestDars;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What partita refuses, before anything is changed, and what it says then. */
final class RefusalCases {

    List<Case> cases() {
        return List.of(
                Case.of(
                        "refuse-removal",
                        "a host that is not declared is never removed; keep acknowledges it",
                        RefusalCases::removal),
                Case.of(
                        "refuse-threshold",
                        "threshold over the confirming hosts; submission with a threshold over 1",
                        RefusalCases::threshold),
                Case.of("refuse-no-backup", "a target without a declared backup", RefusalCases::noBackup),
                Case.of(
                        "refuse-dar",
                        "a DAR that is missing, lacks a dependency, or does not fit what is vetted",
                        RefusalCases::dars),
                Case.of("refuse-unknown-party", "a party by an id that nobody has", RefusalCases::unknownParty),
                Case.of("refuse-competing", "another proposal waits for signatures", RefusalCases::competing),
                Case.of(
                        "refuse-hosted-earlier",
                        "a participant that hosted the party before and was removed",
                        RefusalCases::hostedEarlier),
                Case.of("refuse-disconnected", "a target that is not connected", RefusalCases::disconnected),
                Case.of("refuse-edited-plan", "a plan that is not the one that was written", RefusalCases::editedPlan),
                Case.of(
                        "stale-hosting",
                        "somebody changed the hosting after the plan: exit 3, the fact named",
                        RefusalCases::staleHosting),
                Case.of(
                        "stale-use",
                        "the party was used after a plan for the simple path: exit 3",
                        RefusalCases::staleUse));
    }

    /** A party that the source and the destination host, unused. */
    private static Wanted hosted(Ground ground, String stem) {
        Wanted party = Wanted.party(ground.name(stem), ground.source()).host(ground.destination(), SUBMISSION);
        ground.unit(party).apply();
        requireHosting(ground, party);
        return party;
    }

    private static void removal(Ground ground) {
        Wanted party = hosted(ground, "Removal");
        Wanted less = party.without(ground.destination());
        Unit unit = ground.unit(less);
        assertThat(unit.run(6, "plan")).contains("[undeclared-host]").contains("keep");
        assertThat(unit.run(6, "apply", ".", "--auto-approve")).contains("[undeclared-host]");
        unit.declare(ground.declaration(
                less.line("keep " + SecretWords.quoted(ground.destination().name()))));
        unit.run(0, "plan", "--detailed-exitcode");
        requireHosting(ground, party);
    }

    private static void threshold(Ground ground) {
        Wanted party = Wanted.party(ground.name("Many"), ground.source())
                .host(ground.source(), CONFIRMATION)
                .host(ground.destination(), OBSERVATION)
                .threshold(2);
        Unit unit = ground.unit(party);
        assertThat(unit.run(1, "validate")).contains("[threshold-too-high]");
        unit.declare(
                ground.declaration(party.host(ground.source(), SUBMISSION).host(ground.destination(), CONFIRMATION)));
        assertThat(unit.run(1, "validate")).contains("[submission-with-threshold]");
    }

    private static void noBackup(Ground ground) {
        Wanted party = Wanted.party(ground.name("Unsaved"), ground.source());
        ground.used(party.name(), 2);
        Unit unit = ground.unit();
        unit.declare(DeclarationText.of(
                        ground.target(),
                        ground.target().synchronizer(),
                        Map.of(ground.destination().name(), new Backup.Unattended()))
                .party(party.host(ground.destination(), OBSERVATION)));
        assertThat(unit.run(6, "plan")).contains("[no-backup]");
    }

    private static void dars(Ground ground) {
        ground.upload(ground.destination(), TestDars.EXAMPLES);
        Wanted party = Wanted.party(ground.name("Wrong"), ground.source()).host(ground.destination(), SUBMISSION);
        Unit unit = ground.unit(party.line("dars 'dars/nowhere.dar'"));
        assertThat(unit.run(1, "plan")).contains("[dar-not-found]");
        Map<String, String> answers = Map.of(
                TestDars.EXAMPLES_WITHOUT_DEPENDENCY, "DAR_DEPENDENCIES_NOT_VALID",
                TestDars.EXAMPLES_WITH_OTHER_CONTENT, "KNOWN_PACKAGE_VERSION",
                TestDars.EXAMPLES_NOT_AN_UPGRADE, "NOT_VALID_UPGRADE_PACKAGE");
        answers.forEach((dar, answer) -> {
            unit.declare(ground.declaration(party.line("dars " + SecretWords.quoted(unit.dar(dar)))));
            assertThat(unit.run(6, "plan")).contains("[dar-refused]").contains(answer);
        });
    }

    private static void unknownParty(Ground ground) {
        String id = ground.id(ground.name("Nobody"));
        Unit unit = ground.unit();
        unit.write(
                "hosting.groovy",
                (ground.declaration() + "\nparty('" + ground.name("Nobody") + "') {\n    id '" + id + "'\n    host "
                                + SecretWords.quoted(ground.source().name()) + ", confirmation\n}\n")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(unit.run(1, "plan")).contains("[party-not-found]");
    }

    private static void competing(Ground ground) {
        Wanted party = Wanted.party(ground.name("Competing"), ground.source());
        String id = ground.allocate(party.name());
        ground.topology()
                .authorize(
                        ground.destination(),
                        Topology.mapping(
                                id,
                                1,
                                Topology.host(ground.source(), SUBMISSION),
                                Topology.host(ground.destination(), OBSERVATION)),
                        2);
        await("the proposal of " + ground.destination())
                .atMost(ground.facts().soon())
                .until(() -> !ground.topology().proposals(ground.source(), id).isEmpty());
        Unit unit = ground.unit(party.host(ground.destination(), SUBMISSION));
        assertThat(unit.run(0, "plan").replaceAll("\\s+", " "))
                .contains("serial 2 is proposed already", "this plan overtakes it");
        unit.run(0, "apply", ".", "--auto-approve");
        assertThat(ground.topology().proposals(ground.source(), id)).isEmpty();
    }

    /** The stale contracts that a former host keeps would be taken for good ones. */
    private static void hostedEarlier(Ground ground) {
        Wanted party = hosted(ground, "Former");
        String id = ground.id(party.name());
        ground.ledger().submit(ground.source(), id, Ledger.note(id, "seen by both"));
        ground.ledger().awaitSame(ground.source(), ground.destination(), id);
        int serial = ground.topology()
                        .mapping(ground.source(), id)
                        .orElseThrow()
                        .getContext()
                        .getSerial()
                + 1;
        ground.topology()
                .authorize(
                        ground.source(), Topology.mapping(id, 1, Topology.host(ground.source(), SUBMISSION)), serial);
        ground.topology().awaitSerial(id, serial, ground.peers());
        assertThat(ground.unit(party).run(6, "plan")).contains("[hosted-earlier]");
    }

    private static void disconnected(Ground ground) {
        Wanted party = Wanted.party(ground.name("Away"), ground.source());
        ground.allocate(party.name());
        Unit unit = ground.unit(party.host(ground.destination(), SUBMISSION));
        ground.connections().disconnect(ground.destination());
        try {
            assertThat(unit.run(6, "plan"))
                    .contains("[not-connected]")
                    .contains(ground.destination().name());
        } finally {
            ground.connections().connect(ground.destination());
        }
    }

    private static void editedPlan(Ground ground) {
        Wanted party = Wanted.party(ground.name("Edited"), ground.source());
        ground.allocate(party.name());
        Unit unit = ground.unit(party.host(ground.destination(), SUBMISSION));
        unit.plan();
        String plan = new String(unit.read("plan.json"), StandardCharsets.UTF_8);
        unit.write("plan.json", plan.replace("submission", "observation").getBytes(StandardCharsets.UTF_8));
        assertThat(unit.run(1, "apply", "plan.json", "--confirm=" + party.name()))
                .contains("[plan-edited]");
        requireHosting(ground, party);
    }

    private static void staleHosting(Ground ground) {
        Wanted party = Wanted.party(ground.name("Moved"), ground.source());
        String id = ground.allocate(party.name());
        Unit unit = ground.unit(party.host(ground.destination(), SUBMISSION));
        unit.plan();
        ground.topology()
                .authorize(ground.source(), Topology.mapping(id, 1, Topology.host(ground.source(), CONFIRMATION)), 2);
        ground.topology().awaitSerial(id, 2, ground.peers());
        assertThat(unit.run(3, "apply", "plan.json", "--confirm=" + party.name()))
                .contains("[fact-moved]")
                .contains("hosting/" + ground.source().name() + "/" + party.name())
                .contains("expected serial 1")
                .contains("found serial 2");
        requireHosting(ground, party.host(ground.source(), CONFIRMATION));
    }

    private static void staleUse(Ground ground) {
        Wanted party = Wanted.party(ground.name("Woken"), ground.source());
        String id = ground.allocate(party.name());
        Unit unit = ground.unit(party.host(ground.destination(), SUBMISSION));
        unit.plan();
        ground.ledger().submit(ground.source(), id, Ledger.note(id, "just in time"));
        assertThat(unit.run(3, "apply", "plan.json", "--confirm=" + party.name()))
                .contains(party.name());
        requireHosting(ground, party);
        // Planned again it takes the offline path.
        assertThat(SimpleCases.kinds(unit.plan())).contains("import-acs");
    }
}
