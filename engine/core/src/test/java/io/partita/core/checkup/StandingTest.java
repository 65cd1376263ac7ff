package io.partita.core.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.provider.Activation;
import io.partita.core.provider.Check;
import io.partita.core.provider.Examined;
import io.partita.core.provider.Finding;
import io.partita.core.provider.Registration;
import io.partita.core.stub.StubDeclaration;
import io.partita.core.stub.StubNetwork;
import io.partita.core.stub.StubParticipant;
import io.partita.core.stub.TestDar;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** participant3 does not answer; it became a host of used parties without the flag. */
class StandingTest {

    private static final String PACKAGE = TestDar.id("pkg").id();

    private final StubNetwork network = new StubNetwork("participant1", "participant2", "participant3");
    private final StubDeclaration declaration =
            new StubDeclaration().sandboxes("participant1", "participant2", "participant3");

    private PartyId party(String name) {
        declaration.party(name, "participant2", 1, "participant2 submission", "participant3 observation");
        PartyId party = network.party(name, "participant2");
        network.host(party, 1, "participant2 submission");
        network.host(party, 1, "participant2 submission", "participant3 observation");
        network.node("participant2").activations.put(party, List.of(new Activation(40, Instant.EPOCH)));
        return party;
    }

    private Optional<ParticipantId> id(String name) {
        return name.equals("participant3")
                ? Optional.empty()
                : Optional.of(network.node(name).id());
    }

    private Examined examined(String name) {
        Finding finding = id(name).isPresent()
                ? new Finding.Passed("connected")
                : new Finding.Failed("it does not answer", "start it");
        return new Examined(
                new ParticipantName(name),
                List.of(),
                List.of(new Check(Check.Place.PARTICIPANT, Check.Kind.SYNCHRONIZER, finding)),
                id(name),
                id(name).map(known -> network.synchronizer.logical()),
                Optional.empty());
    }

    private List<Finding> findings() {
        SortedMap<ParticipantName, Examined> all = new TreeMap<>();
        List.of("participant1", "participant2", "participant3")
                .forEach(name -> all.put(new ParticipantName(name), examined(name)));
        Examined silent = all.get(new ParticipantName("participant3"));
        return new Standing(declaration.build(), all, network, Map.of())
                .added(silent).checks().stream()
                        .filter(check -> check.kind() == Check.Kind.HOSTING)
                        .map(Check::finding)
                        .toList();
    }

    /** The first that is connected has nothing to do with the party. */
    @Test
    void aLateUseIsFoundWhicheverConnectedParticipantHostsTheParty() {
        PartyId alice = party("Alice");
        network.node("participant2").hold(alice, PACKAGE, 2);

        assertThat(findings())
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Failed.class,
                        found -> assertThat(found.fix())
                                .contains("It exports on participant2 what Alice had", "at ledger offset 39"));
    }

    @Test
    void partiesThatHadNoContractExplainNothing() {
        party("Alice");

        assertThat(findings()).isEmpty();
    }

    /** Each costs calls; that some are left out is no answer about them. */
    @Test
    void thatNotAllWereLookedUpIsSaid() {
        for (int number = 0; number <= 20; number++) {
            party("Party" + number);
        }

        assertThat(findings())
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Skipped.class,
                        found -> assertThat(found.reason()).contains("only 20 of its parties"));
    }

    private List<Finding> startedAway() {
        StubParticipant away = network.node("participant3");
        away.connection = Registration.Connection.DISCONNECTED;
        SortedMap<ParticipantName, Examined> all = new TreeMap<>();
        List.of("participant1", "participant2").forEach(name -> all.put(new ParticipantName(name), examined(name)));
        Examined found = new Examined(
                new ParticipantName("participant3"),
                List.of(),
                List.of(new Check(
                        Check.Place.PARTICIPANT,
                        Check.Kind.SYNCHRONIZER,
                        new Finding.Failed("it is not connected", "look"))),
                Optional.of(away.id()),
                Optional.of(network.synchronizer.logical()),
                Optional.empty());
        all.put(found.name(), found);
        return new Standing(declaration.build(), all, network, Map.of())
                .added(found).checks().stream()
                        .filter(check -> check.kind() == Check.Kind.HOSTING)
                        .map(Check::finding)
                        .toList();
    }

    /** Its own view shows the hosting, and only the others show that it never got the contracts. */
    @Test
    void whoeverWasStartedWithoutConnectingIsToldWhatItMissed() {
        PartyId alice = party("Alice");
        network.node("participant2").hold(alice, PACKAGE, 2);
        network.node("participant3").hold(alice, PACKAGE, 1);

        assertThat(startedAway())
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Failed.class,
                        found -> assertThat(found.cause() + found.fix())
                                .contains(
                                        "became a host of Alice without the onboarding flag",
                                        "Do not connect it by hand"));
    }

    @Test
    void whoeverHasEverythingMayBeConnected() {
        PartyId alice = party("Alice");
        network.node("participant2").hold(alice, PACKAGE, 2);
        network.node("participant3").hold(alice, PACKAGE, 2);

        assertThat(startedAway())
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Failed.class, found -> assertThat(found.fix()).contains("reconnect_local"));
    }

    /** That nobody can show it is not that nothing was there. */
    @Test
    void whatNoHostShowsAnyMoreIsSaid() {
        PartyId alice = party("Alice");
        network.node("participant2").hold(alice, PACKAGE, 2);
        network.node("participant2").prunedUpTo = 50;

        assertThat(startedAway())
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Failed.class,
                        found -> assertThat(found.cause()).contains("; of Alice no host shows any more"));
    }

    @Test
    void aFlagThatWasClearedMeanwhileIsNotSaidToHaveBeenNone() {
        declaration.party("Alice", "participant2", 1, "participant2 submission", "participant3 observation");
        PartyId alice = network.party("Alice", "participant2");
        network.host(alice, 1, "participant2 submission");
        network.host(alice, 1, "participant2 submission", "participant3 observation flagged");
        network.host(alice, 1, "participant2 submission", "participant3 observation");
        network.node("participant2").hold(alice, PACKAGE, 2);
        network.node("participant3").lastSeen = Optional.of(new TreeMap<>());

        assertThat(startedAway())
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Failed.class,
                        found -> assertThat(found.cause()).contains("or with one that was cleared since"));
    }
}
