package io.partita.provider.canton;

import static io.partita.provider.canton.acs.GeneratedAcs.ALICE;
import static io.partita.provider.canton.acs.GeneratedAcs.SYNCHRONIZER;

import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Participant;
import io.partita.core.provider.Progress;
import io.partita.provider.canton.access.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Moves a file of contracts from a participant and back to it, in a JVM of its own that has little memory. */
public final class SmallHeap {

    private SmallHeap() {}

    /** @param arguments port and file */
    public static void main(String[] arguments) throws Exception {
        Endpoint endpoint =
                new Endpoint("localhost", Integer.parseInt(arguments[0]), Optional.empty(), Optional.empty());
        Path file = Path.of(arguments[1]);
        try (Channels channels =
                Channels.of(new Access.Endpoints(endpoint, endpoint), new Environment(file.getParent(), Map.of()))) {
            Participant participant = new CantonParticipant(new ParticipantName("participant1"), channels);
            Instant start = Instant.now();
            AcsManifest manifest = participant.exportAcs(
                    ALICE, SYNCHRONIZER, ParticipantId.of(Statuses.UID), 1, file, Progress.UNWATCHED);
            Instant exported = Instant.now();
            participant.checkAcs(file, manifest, id -> {});
            Instant checked = Instant.now();
            participant.importAcs(ALICE, SYNCHRONIZER, file, manifest, "journal", Progress.UNWATCHED);
            Instant imported = Instant.now();
            System.out.println(manifest.contracts() + " contracts, " + manifest.bytes() + " bytes; exported in "
                    + Duration.between(start, exported).toMillis() + " ms, checked in "
                    + Duration.between(exported, checked).toMillis() + " ms, imported in "
                    + Duration.between(checked, imported).toMillis() + " ms; " + manifest.sha256());
        } catch (CallFailed e) {
            System.out.println(e.failure());
            System.exit(1);
        }
    }
}
