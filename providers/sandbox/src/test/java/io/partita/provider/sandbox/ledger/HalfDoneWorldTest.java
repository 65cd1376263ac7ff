package io.partita.provider.sandbox.ledger;

import static io.partita.provider.sandbox.ledger.LedgerLab.P1;
import static io.partita.provider.sandbox.ledger.LedgerLab.P2;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.SigningKey;
import io.partita.proto.participant.ListConnectedSynchronizersRequest;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.provider.sandbox.packages.TestDars;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.world.Namespace;
import io.partita.provider.sandbox.world.World;
import io.partita.provider.sandbox.world.World.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Worlds that begin with what somebody has left half done, which a repair is about. */
class HalfDoneWorldTest {

    private static final SigningKey ELSEWHERE = SigningKey.of(HexFormat.of()
                    .parseHex(
                            "302a300506032b65700321007e75c887ffaa1cb717c49f92b40ce389ca60ffcdc106ded7e51ea8a049071a91"))
            .orElseThrow();

    @TempDir
    Path folder;

    private World world(Namespace namespace, Arrival second) throws IOException {
        Path dar = folder.resolve("partita-examples-1.1.0.dar");
        Files.write(dar, TestDars.bytes("partita-examples-1.1.0").toByteArray());
        SortedMap<String, World.Participant> participants = new TreeMap<>();
        for (String name : List.of(P1, P2)) {
            participants.put(name, World.Participant.DEFAULT.withDars(List.of(dar.toString())));
        }
        List<World.Host> hosts = List.of(
                new World.Host(P1, Permission.CONFIRMATION), new World.Host(P2, Permission.OBSERVATION, second));
        return LedgerLab.world()
                .withParticipants(participants)
                .withParties(
                        List.of(new World.Party("Alice", namespace, hosts, 1)),
                        List.of(new World.Contracts(
                                "Examples:Note", "partita-examples", 10, 4, List.of("Alice"), List.of())));
    }

    private static Namespace own() {
        return new Namespace.OfParticipant(P1, Optional.empty());
    }

    private static String id(LedgerLab lab, Namespace namespace) {
        return namespace.match(
                participant -> lab.party(P1, "Alice"),
                key -> "Alice::" + key.key().fingerprint().hex(),
                owners -> "");
    }

    private static boolean isConnected(LedgerLab lab, String participant) {
        return lab.connection(participant)
                        .listConnectedSynchronizers(ListConnectedSynchronizersRequest.getDefaultInstance())
                        .getConnectedSynchronizersCount()
                > 0;
    }

    private static PartyToParticipant.HostingParticipant second(LedgerLab lab, String alice) {
        PartyToParticipant mapping = lab.head(P1, alice).orElseThrow().getItem();
        assertThat(mapping.getParticipantsList()).hasSize(2);
        return mapping.getParticipants(1);
    }

    @Test
    void aHostThatWasRemovedKeepsItsContractsAndLearnsOfNoArchival() throws IOException {
        try (LedgerLab lab = LedgerLab.open(world(own(), Arrival.REMOVED))) {
            String alice = id(lab, own());

            PartyToParticipant mapping = lab.head(P1, alice).orElseThrow().getItem();
            assertThat(mapping.getParticipantsList())
                    .extracting(PartyToParticipant.HostingParticipant::getParticipantUid)
                    .containsExactly(lab.uid(P1));
            assertThat(lab.ids(P1, alice)).hasSize(6);
            assertThat(lab.ids(P2, alice)).hasSize(10).containsAll(lab.ids(P1, alice));
            assertThat(isConnected(lab, P2)).isTrue();
        }
    }

    @Test
    void aHostThatCameWhileItWasIsolatedIsStillAwayAndHasNotSeenThat() throws IOException {
        try (LedgerLab lab = LedgerLab.open(world(own(), Arrival.ISOLATED))) {
            String alice = id(lab, own());

            assertThat(second(lab, alice).hasOnboarding()).isTrue();
            assertThat(isConnected(lab, P2)).isFalse();
            assertThat(lab.head(P2, alice).orElseThrow().getItem().getParticipantsList())
                    .hasSize(1);
            assertThat(lab.ids(P1, alice)).hasSize(6);
            assertThat(lab.ids(P2, alice)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Arrival.class,
            names = {"ONBOARDING", "ISOLATED"})
    void theOwnerOfAPartyMayHoldItsKeyElsewhere(Arrival arrival) throws IOException {
        Namespace namespace = new Namespace.OfKey(ELSEWHERE);
        try (LedgerLab lab = LedgerLab.open(world(namespace, arrival))) {
            String alice = id(lab, namespace);

            assertThat(second(lab, alice).hasOnboarding()).isTrue();
            assertThat(lab.head(P1, alice)
                            .orElseThrow()
                            .getItem()
                            .getPartySigningKeys()
                            .getKeysCount())
                    .isOne();
            assertThat(lab.ids(P1, alice)).hasSize(6);
            assertThat(lab.ids(P2, alice)).isEmpty();
        }
    }
}
