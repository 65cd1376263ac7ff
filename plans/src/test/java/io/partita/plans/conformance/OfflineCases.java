package io.partita.plans.conformance;

import static io.partita.plans.conformance.SimpleCases.kinds;
import static io.partita.plans.conformance.SimpleCases.requireHosting;
import static io.partita.plans.conformance.Wanted.CONFIRMATION;
import static io.partita.plans.conformance.Wanted.OBSERVATION;
import static io.partita.plans.conformance.Wanted.SUBMISSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.util.Durations;
import io.partita.core.model.Backup;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.proto.pruning.ParticipantPruningSchedule;
import io.partita.proto.pruning.PruningSchedule;
import io.partita.testkit.recording.TestDars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/** Parties that are in use: their contracts move, and the target is away for a while. */
final class OfflineCases {

    private static final int NOTES = 6;

    /** Keeps more than anything here makes, and is not what somebody would have set already. */
    private static final ParticipantPruningSchedule SCHEDULE = ParticipantPruningSchedule.newBuilder()
            .setSchedule(PruningSchedule.newBuilder()
                    .setCron("0 30 3 ? * SUN")
                    .setMaxDuration(Durations.fromHours(1))
                    .setRetention(Durations.fromDays(90)))
            .setPruneInternallyOnly(true)
            .build();

    /** The issuer that the second window meets again. */
    private Optional<String> issuer = Optional.empty();

    List<Case> cases() {
        return List.of(
                Case.of(
                        "offline-observation",
                        "contracts, packages from the source, pruning suspended and restored, events of the ledger",
                        OfflineCases::observation),
                Case.of(
                        "offline-confirmation",
                        "a host that confirms; commands of others go on meanwhile",
                        OfflineCases::confirmation),
                Case.of(
                        "offline-two-parties",
                        "two parties with shared contracts in one window; the new host submits",
                        this::twoParties),
                Case.of(
                        "offline-next-window",
                        "a party that shares contracts with one already there, in a window of its own",
                        this::nextWindow),
                Case.of(
                        "offline-threshold",
                        "threshold raised in a wave of its own when the flag is gone, then lowered",
                        OfflineCases::threshold),
                Case.of(
                        "offline-unused",
                        "the offline path for a party without contracts: an empty file",
                        OfflineCases::unused),
                Case.ofThree(
                        "offline-two-targets", "one party to two participants by one plan", OfflineCases::twoTargets),
                Case.of(
                        "repair-missed",
                        "a host that was added without the flag gets what it missed from the books of another",
                        OfflineCases::missed),
                Case.of(
                        "backup-by-hand",
                        "waits with exit 5, and goes on only with --backup-done",
                        OfflineCases::manualBackup),
                Case.of(
                        "damaged-export",
                        "a file that was changed after its export is not imported",
                        OfflineCases::damagedExport));
    }

    private static void observation(Ground ground) {
        Peer source = ground.source();
        Peer destination = ground.destination();
        ground.unvet(destination, TestDars.EXAMPLES);
        Wanted party = Wanted.party(ground.name("Observed"), source);
        String id = ground.used(party.name(), NOTES);
        String other = ground.allocate(ground.name("Holder"));
        ground.ledger().submit(source, id, Ledger.deal(id, other, 10));
        Optional<ParticipantPruningSchedule> found = ground.connections().pruning(source);
        ground.connections().setPruning(source, Optional.of(SCHEDULE));
        try {
            long since = ground.ledger().end(source);
            Connections.Found before = ground.connections().of(destination);
            Wanted more = party.host(destination, OBSERVATION);
            Unit unit = ground.unit(more);
            assertThat(kinds(unit.plan()))
                    .contains(
                            "vet-packages",
                            "suspend-pruning",
                            "isolate",
                            "export-acs",
                            "restore-pruning",
                            "import-acs");
            unit.apply();
            requireReplicated(ground, more);
            unit.requireDone();
            assertThat(ground.connections().pruning(source)).contains(SCHEDULE);
            assertThat(ground.connections().of(destination)).isEqualTo(before);
            ground.topology().awaitVetted(source, destination, TestDars.EXAMPLES);
            // Protocol version 34 does not tell of the flag.
            ground.ledger()
                    .awaitEvents(
                            source,
                            id,
                            destination,
                            since,
                            ground.facts().clearsByItself() ? List.of("onboarding", "added") : List.of("added"));
            ground.ledger().submit(source, id, Ledger.note(id, "after"));
            ground.ledger().awaitSame(source, destination, id);
        } finally {
            ground.connections().setPruning(source, found);
        }
    }

    /**
     * The party is not left in peace: while its target is away a holder redeems a deal, which the party's source
     * confirms.
     */
    private static void confirmation(Ground ground) {
        Peer source = ground.source();
        Wanted party = Wanted.party(ground.name("Confirming"), source);
        String id = ground.used(party.name(), NOTES);
        String holder = ground.allocate(ground.name("Redeemer"));
        ground.ledger().submit(source, id, Ledger.deal(id, holder, 10));
        SortedSet<String> deals = ground.ledger().contracts(source, holder);
        Wanted more = party.host(ground.destination(), CONFIRMATION);
        Unit unit = ground.unit(more);
        Unit.requireExit(
                unit.watch(
                        line -> line.contains("\"step-started\"") && line.contains("\"import-acs\""),
                        () -> ground.ledger().submit(source, holder, Ledger.redeem(deals.first(), 3)),
                        "apply",
                        ".",
                        "--auto-approve",
                        "--json"),
                0,
                List.of("apply"));
        assertThat(ground.ledger().contracts(source, holder)).isNotEqualTo(deals);
        requireReplicated(ground, more);
        unit.requireDone();
    }

    private void twoParties(Ground ground) {
        Peer source = ground.source();
        Peer destination = ground.destination();
        Wanted issuing = Wanted.party(ground.name("Issuer"), source);
        Wanted holding = Wanted.party(ground.name("Owner"), source);
        String from = ground.used(issuing.name(), NOTES);
        String to = ground.used(holding.name(), NOTES);
        ground.ledger().submit(source, from, Ledger.deal(from, to, 10), Ledger.deal(from, to, 20));
        ground.ledger().submit(source, to, Ledger.deal(to, from, 30));
        Unit unit = ground.unit(issuing.host(destination, SUBMISSION), holding.host(destination, SUBMISSION));
        JsonNode plan = unit.plan();
        assertThat(Collections.frequency(kinds(plan), "isolate")).isEqualTo(1);
        assertThat(Collections.frequency(kinds(plan), "import-acs")).isEqualTo(2);
        unit.apply();
        requireReplicated(ground, issuing.host(destination, SUBMISSION));
        requireReplicated(ground, holding.host(destination, SUBMISSION));
        unit.requireDone();
        SortedSet<String> shared = ground.ledger().contracts(destination, from);
        shared.retainAll(ground.ledger().contracts(destination, to));
        assertThat(shared).hasSize(3);
        ground.ledger().submit(destination, to, Ledger.redeem(dealTo(ground, from, to), 4));
        ground.ledger().awaitSame(source, destination, from);
        ground.ledger().awaitSame(source, destination, to);
        issuer = Optional.of(from);
    }

    /** A contract that both see and that was created first: a deal of ten to the holder. */
    private static String dealTo(Ground ground, String issuer, String holder) {
        return ground.ledger().deals(ground.destination(), issuer, holder).get(0);
    }

    private void nextWindow(Ground ground) {
        Peer source = ground.source();
        Peer destination = ground.destination();
        String from = issuer.orElseThrow(() -> new AssertionError("the window before did not succeed"));
        Wanted party = Wanted.party(ground.name("Later"), source);
        String id = ground.used(party.name(), NOTES);
        ground.ledger().submit(source, from, Ledger.deal(from, id, 5));
        Wanted more = party.host(destination, OBSERVATION);
        Unit unit = ground.unit(more);
        unit.apply();
        requireReplicated(ground, more);
        unit.requireDone();
        ground.ledger().awaitSame(source, destination, from);
    }

    private static void threshold(Ground ground) {
        Wanted party = Wanted.party(ground.name("Quorum"), ground.source());
        ground.used(party.name(), NOTES);
        Wanted both = party.host(ground.source(), CONFIRMATION)
                .host(ground.destination(), CONFIRMATION)
                .threshold(2);
        Unit unit = ground.unit(both);
        assertThat(Collections.frequency(kinds(unit.plan()), "await-effective")).isEqualTo(2);
        unit.apply();
        requireReplicated(ground, both);
        unit.requireDone();
        Wanted lowered = both.threshold(1).host(ground.source(), SUBMISSION);
        unit.declare(ground.declaration(lowered));
        unit.apply();
        requireReplicated(ground, lowered);
        ground.ledger().submit(ground.source(), ground.id(party.name()), Ledger.note(ground.id(party.name()), "again"));
        ground.ledger().awaitSame(ground.source(), ground.destination(), ground.id(party.name()));
    }

    private static void unused(Ground ground) {
        Wanted party = Wanted.party(ground.name("Empty"), ground.source());
        ground.allocate(party.name());
        Wanted more = party.host(ground.destination(), CONFIRMATION);
        Unit unit = ground.unit(more.line("path offline"));
        assertThat(kinds(unit.plan())).contains("isolate", "import-acs");
        unit.apply();
        requireHosting(ground, more);
        unit.requireDone();
    }

    private static void twoTargets(Ground ground) {
        Wanted party = Wanted.party(ground.name("Spread"), ground.source());
        String id = ground.used(party.name(), NOTES);
        Wanted more = party.host(ground.destination(), OBSERVATION).host(ground.third(), CONFIRMATION);
        Unit unit = ground.unit(more);
        assertThat(Collections.frequency(kinds(unit.plan()), "isolate")).isEqualTo(2);
        unit.apply();
        requireReplicated(ground, more);
        ground.ledger().awaitSame(ground.source(), ground.third(), id);
        unit.requireDone();
    }

    /** Nothing that it lacks is used before it has it; afterwards a use does it no harm. */
    private static void missed(Ground ground) {
        Peer source = ground.source();
        Peer destination = ground.destination();
        Wanted party = Wanted.party(ground.name("Missed"), source);
        String id = ground.used(party.name(), NOTES);
        String holder = ground.allocate(ground.name("MissedHolder"));
        ground.ledger().submit(source, id, Ledger.deal(id, holder, 10));
        String deal = ground.ledger().contracts(source, holder).first();
        PartyToParticipant mapping =
                Topology.mapping(id, 1, Topology.host(source, SUBMISSION), Topology.host(destination, OBSERVATION));
        ground.topology().authorize(destination, mapping, 2);
        ground.topology().authorize(source, mapping, 2);
        ground.topology().awaitSerial(id, 2, ground.peers());
        Wanted more = party.host(destination, OBSERVATION);
        Unit unit = ground.unit(more);
        unit.run(0, "plan", ".", "--repair=" + party.name() + "@" + destination.name(), "-o", "repair.json");
        unit.run(0, "apply", "repair.json", "--confirm=" + party.name());
        requireReplicated(ground, more);
        ground.ledger().submit(source, holder, Ledger.redeem(deal, 3));
        ground.ledger().awaitSame(source, destination, id);
        unit.requireDone();
    }

    private static Unit byHand(Ground ground, Wanted party) {
        Unit unit = ground.unit();
        return unit.declare(DeclarationText.of(
                        ground.target(),
                        ground.target().synchronizer(),
                        Map.of(ground.destination().name(), new Backup.Manual()))
                .party(party));
    }

    private static void manualBackup(Ground ground) {
        Wanted party = Wanted.party(ground.name("Backed"), ground.source());
        ground.used(party.name(), NOTES);
        Wanted more = party.host(ground.destination(), OBSERVATION);
        Unit unit = byHand(ground, more);
        assertThat(unit.run(5, "apply", ".", "--auto-approve")).contains("--backup-done");
        assertThat(ground.connections().isConnected(ground.destination())).isFalse();
        assertThat(unit.run(0, "status")).contains(ground.destination().name());
        unit.run(5, "resume");
        assertThat(unit.run(6, "apply", ".", "--auto-approve")).contains("[run-unfinished]");
        unit.run(0, "resume", "--backup-done=" + ground.destination().name());
        requireReplicated(ground, more);
        unit.requireDone();
    }

    private static void damagedExport(Ground ground) throws IOException {
        Wanted party = Wanted.party(ground.name("Damaged"), ground.source());
        ground.used(party.name(), NOTES);
        Wanted more = party.host(ground.destination(), OBSERVATION);
        Unit unit = byHand(ground, more);
        unit.run(5, "apply", ".", "--auto-approve");
        Path file = export(unit);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        // Nothing was imported yet, so what is lost can be exported again.
        unit.run(0, "resume", "--backup-done=" + ground.destination().name());
        requireReplicated(ground, more);
        unit.requireDone();
    }

    private static Path export(Unit unit) throws IOException {
        try (Stream<Path> files = Files.list(unit.folder().resolve(".partita/acs"))) {
            return files.filter(file -> file.toString().endsWith(".acs.gz"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** All participants see what was declared, and source and destination have the same contracts. */
    static void requireReplicated(Ground ground, Wanted wanted) {
        requireHosting(ground, wanted);
        ground.ledger().awaitSame(ground.source(), ground.destination(), ground.id(wanted.name()));
    }
}
