package io.partita.plans.conformance;

import static io.partita.plans.conformance.Wanted.CONFIRMATION;
import static io.partita.plans.conformance.Wanted.OBSERVATION;
import static io.partita.plans.conformance.Wanted.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.partita.dsl.word.SecretWords;
import io.partita.testkit.recording.TestDars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Parties that nobody uses yet: creation, more hosts, other permissions and thresholds. Nobody goes offline. */
final class SimpleCases {

    private static final int ATTEMPTS = 10;
    private static final int MANY = 60;

    List<Case> cases() {
        return List.of(
                Case.of("create-party", "a local party is created and hosted", SimpleCases::create),
                Case.of(
                        "plan-same-bytes",
                        "planned twice at the same ledger end: the same bytes",
                        SimpleCases::sameBytes),
                Case.of(
                        "dry-run",
                        "a dry run changes neither hosting nor packages nor connections",
                        SimpleCases::dryRun),
                Case.of(
                        "simple-path",
                        "an unused party gets a host that submits; the saved plan needs its name; plan empty afterwards",
                        SimpleCases::simple),
                Case.of(
                        "simple-create-two",
                        "created and hosted on two participants by one plan",
                        SimpleCases::createOnTwo),
                Case.of(
                        "simple-many",
                        "of many unused parties and a used one, planned together, that one alone takes the offline path",
                        SimpleCases::manyAndOneUsed),
                Case.ofThree(
                        "simple-three",
                        "two hosts more, confirmation everywhere and threshold 3 in one change",
                        SimpleCases::three),
                Case.of(
                        "permissions",
                        "raised and lowered on an existing host: submission, observation, confirmation",
                        SimpleCases::permissions),
                Case.of("threshold", "raised to 2 on two confirming hosts, lowered to 1", SimpleCases::threshold),
                Case.of(
                        "vet-declared-dar",
                        "a declared DAR is stored and vetted on a new host, and can be used there",
                        SimpleCases::declaredDar));
    }

    private static void create(Ground ground) {
        Wanted party = Wanted.party(ground.name("Created"), ground.source());
        Unit unit = ground.unit(party);
        unit.apply();
        requireHosting(ground, party);
        unit.requireDone();
    }

    /** Equal bytes are promised for equal inputs only, and a busy network moves its ledger end between two plans. */
    private static void sameBytes(Ground ground) {
        Wanted party = Wanted.party(ground.name("Same"), ground.source());
        ground.allocate(party.name());
        Unit unit = ground.unit(party.host(ground.destination(), SUBMISSION));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            long before = ground.ledger().end(ground.source());
            unit.plan();
            byte[] first = unit.read("plan.json");
            unit.plan();
            if (ground.ledger().end(ground.source()) == before) {
                assertThat(unit.read("plan.json")).isEqualTo(first);
                return;
            }
        }
        throw new AssertionError(
                "the ledger end of " + ground.source() + " moved between all of " + ATTEMPTS + " pairs of plans");
    }

    private static void dryRun(Ground ground) {
        Wanted party = Wanted.party(ground.name("Dry"), ground.source());
        String id = ground.allocate(party.name());
        Wanted more = party.host(ground.destination(), SUBMISSION);
        Unit unit = ground.unit(more);
        unit.plan();
        Snapshot before = Snapshot.of(ground, id);
        unit.run(0, "apply", "plan.json", "--confirm=" + party.name(), "--dry-run");
        assertThat(Snapshot.of(ground, id)).isEqualTo(before);
        unit.run(0, "apply", "plan.json", "--confirm=" + party.name());
        requireHosting(ground, more);
    }

    /** So many are asked about by one call. */
    private static void manyAndOneUsed(Ground ground) {
        List<Wanted> parties = IntStream.range(0, MANY)
                .mapToObj(number -> Wanted.party(ground.name("Many" + number), ground.source()))
                .toList();
        List<String> ids =
                parties.stream().map(party -> ground.allocate(party.name())).toList();
        Wanted used = parties.get(MANY / 2);
        String id = ids.get(MANY / 2);
        ground.ledger().submit(ground.source(), id, Ledger.note(id, "used"));
        Unit unit = ground.unit(parties.stream()
                .map(party -> party.host(ground.destination(), SUBMISSION))
                .toArray(Wanted[]::new));

        Map<String, String> reasons = new HashMap<>();
        unit.plan()
                .path("parties")
                .forEach(party -> reasons.put(
                        party.path("name").asText(),
                        party.path("route").path("reason").asText()));

        assertThat(reasons).hasSize(MANY).containsEntry(used.name(), "used");
        reasons.remove(used.name());
        assertThat(reasons.values()).containsOnly("unused");
    }

    /** What a dry run could have changed. */
    private record Snapshot(
            Optional<Wanted.Hosting> hosting, int proposals, List<Connections.Found> connections, List<?> vetted) {
        static Snapshot of(Ground ground, String party) {
            return new Snapshot(
                    ground.topology().hosting(ground.source(), party),
                    ground.topology().proposals(ground.source(), party).size(),
                    ground.peers().stream().map(ground.connections()::of).toList(),
                    ground.peers().stream()
                            .map(peer -> ground.topology().vetted(ground.source(), peer))
                            .toList());
        }
    }

    private static void simple(Ground ground) {
        Wanted party = Wanted.party(ground.name("Simple"), ground.source());
        String id = ground.allocate(party.name());
        long since = ground.ledger().end(ground.source());
        Wanted more = party.host(ground.destination(), SUBMISSION);
        Unit unit = ground.unit(more);
        JsonNode plan = unit.plan();
        assertThat(kinds(plan)).contains("check-unused", "confirm-unused").doesNotContain("isolate", "export-acs");
        assertThat(unit.run(6, "apply", "plan.json")).contains("[confirmation-missing]");
        unit.run(0, "apply", "plan.json", "--confirm=" + party.name());
        requireHosting(ground, more);
        unit.requireDone();
        ground.ledger().awaitEvents(ground.source(), id, ground.destination(), since, List.of("added"));
        // Only a host that submits can do this, and its packages are there since it was asked for a DAR or had it
        // before.
        ground.upload(ground.destination(), TestDars.EXAMPLES);
        ground.ledger().submit(ground.destination(), id, Ledger.note(id, "from the new host"));
        ground.ledger().awaitSame(ground.source(), ground.destination(), id);
    }

    private static void createOnTwo(Ground ground) {
        Wanted party = Wanted.party(ground.name("Both"), ground.source()).host(ground.destination(), OBSERVATION);
        Unit unit = ground.unit(party);
        unit.apply();
        requireHosting(ground, party);
        unit.requireDone();
    }

    private static void three(Ground ground) {
        Wanted party = Wanted.party(ground.name("Three"), ground.source());
        ground.allocate(party.name());
        Wanted more = party.host(ground.source(), CONFIRMATION)
                .host(ground.destination(), CONFIRMATION)
                .host(ground.third(), CONFIRMATION)
                .threshold(3);
        Unit unit = ground.unit(more);
        unit.apply();
        requireHosting(ground, more);
        unit.requireDone();
    }

    private static void permissions(Ground ground) {
        Wanted party = Wanted.party(ground.name("Permissions"), ground.source()).host(ground.destination(), SUBMISSION);
        Unit unit = ground.unit(party);
        unit.apply();
        for (String permission : List.of(OBSERVATION, CONFIRMATION, SUBMISSION)) {
            Wanted other = party.host(ground.destination(), permission);
            unit.declare(ground.declaration(other));
            unit.apply();
            requireHosting(ground, other);
            unit.requireDone();
        }
    }

    private static void threshold(Ground ground) {
        Wanted party = Wanted.party(ground.name("Threshold"), ground.source())
                .host(ground.source(), CONFIRMATION)
                .host(ground.destination(), CONFIRMATION);
        Unit unit = ground.unit(party);
        for (int threshold : new int[] {1, 2, 1}) {
            unit.declare(ground.declaration(party.threshold(threshold)));
            unit.apply();
            requireHosting(ground, party.threshold(threshold));
            unit.requireDone();
        }
    }

    private static void declaredDar(Ground ground) {
        ground.unvet(ground.destination(), TestDars.EXTRA);
        Wanted party = Wanted.party(ground.name("Packages"), ground.source());
        String id = ground.allocate(party.name());
        Unit unit = ground.unit();
        Wanted more = party.host(ground.destination(), SUBMISSION)
                .line("dars " + SecretWords.quoted(unit.dar(TestDars.EXTRA)));
        unit.declare(ground.declaration(more));
        assertThat(kinds(unit.plan())).contains("vet-packages");
        unit.run(0, "apply", "plan.json", "--confirm=" + party.name());
        requireHosting(ground, more);
        unit.requireDone();
        ground.topology().awaitVetted(ground.source(), ground.destination(), TestDars.EXTRA, TestDars.BASE);
        ground.ledger().submit(ground.destination(), id, Ledger.memo(id));
        ground.ledger().awaitSame(ground.source(), ground.destination(), id);
    }

    /** The kinds of all steps of a plan, with which their ids begin. */
    static List<String> kinds(JsonNode plan) {
        List<String> kinds = new ArrayList<>();
        plan.required("waves")
                .forEach(wave -> wave.required("steps")
                        .forEach(step -> kinds.add(step.asText().replaceFirst("/.*", ""))));
        return kinds;
    }

    /** All participants see what was declared. */
    static void requireHosting(Ground ground, Wanted wanted) {
        ground.topology().await(ground.id(wanted.name()), wanted.hosting(), ground.peers());
    }
}
