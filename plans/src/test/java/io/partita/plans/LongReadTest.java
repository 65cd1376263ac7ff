package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.core.model.Access;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.provider.canton.CantonNetwork;
import io.partita.provider.canton.Channels;
import io.partita.provider.canton.access.Environment;
import io.partita.provider.sandbox.world.Release;
import io.partita.provider.sandbox.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A read that takes longer than its token lives: the participant ends the stream, and the read goes on with another
 * token.
 */
class LongReadTest {

    private static final ParticipantName NAME = new ParticipantName("participant1");
    private static final int CONTRACTS = 400;

    /** Tokens live a second here, rounded up to two. */
    private static final Duration LIFE = Duration.ofMillis(2_200);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"3.4.12", "3.5.10"})
    void contractsAreReadPastTheEndOfAToken(String release) throws Exception {
        String access =
                "{ \"tokenLifetime\": \"PT1S\", \"ledger\": { \"token\": { \"users\": { \"partita\": [\"read_as:Alice\"] } } } }";
        try (Guarded guarded = Guarded.open(
                        folder,
                        access,
                        world -> many(world, Release.parse(release).orElseThrow()));
                Network network = network(guarded)) {
            Participant participant = network.participant(NAME);
            PartyId alice = PartyId.of("Alice::" + participant.status().id().namespace());
            SynchronizerId synchronizer = SynchronizerId.of(guarded.network().synchronizerId());
            List<String> ids = new ArrayList<>();

            participant.activeContractIds(alice, synchronizer, participant.ledgerEnd(), id -> {
                ids.add(id);
                if (ids.size() == CONTRACTS / 3 || ids.size() == CONTRACTS / 2) {
                    outlive();
                }
            });

            assertThat(ids).hasSize(CONTRACTS).doesNotHaveDuplicates();
        }
    }

    /** Waits until the token with which the stream was begun has expired. */
    private static void outlive() {
        Instant over = Instant.now().plus(LIFE);
        Awaitility.await().until(() -> Instant.now().isAfter(over));
    }

    private static World many(World world, Release release) {
        World.Contracts note = world.contracts().get(0);
        SortedMap<String, World.Participant> participants = new TreeMap<>();
        world.participants().forEach((name, participant) -> participants.put(name, participant.withRelease(release)));
        return world.withProtocolVersion(34)
                .withParticipants(participants)
                .withParties(
                        world.parties(),
                        List.of(new World.Contracts(
                                note.template(),
                                note.packageName(),
                                CONTRACTS,
                                0,
                                note.signatories(),
                                note.observers())));
    }

    private Network network(Guarded guarded) {
        Access.Endpoints endpoints =
                new Access.Endpoints(guarded.admin("participant1"), guarded.ledger("participant1"));
        return CantonNetwork.open(new TreeMap<>(
                Map.of(NAME, Channels.of(endpoints, new Environment(folder, Map.of())))));
    }
}
