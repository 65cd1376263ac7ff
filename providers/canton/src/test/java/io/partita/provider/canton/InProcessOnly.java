package io.partita.provider.canton;

import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.Participant;
import io.partita.testkit.recording.Recording;
import io.partita.testkit.recording.Recordings;
import java.lang.management.ManagementFactory;

/** Reads in a JVM of its own what a plan reads, without a network. */
public final class InProcessOnly {

    private InProcessOnly() {}

    public static void main(String[] arguments) throws Exception {
        Recording recording = Recordings.load(35, "a-discovery");
        PhysicalSynchronizerId synchronizer = PhysicalSynchronizerId.parse(
                        recording.header().physicalSynchronizerId())
                .orElseThrow();
        try (FakeParticipant fake = FakeParticipant.playing(recording, "participant1")) {
            long start = System.nanoTime();
            Participant participant = fake.participant();
            participant.status();
            participant.registrations();
            participant.allHostings(synchronizer);
            participant.ledgerEnd();
            System.out.println("read in " + (System.nanoTime() - start) / 1_000_000 + " ms, "
                    + ManagementFactory.getRuntimeMXBean().getUptime() + " ms after the start");
        }
    }
}
