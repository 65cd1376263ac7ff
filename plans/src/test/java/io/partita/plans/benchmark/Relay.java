package io.partita.plans.benchmark;

import io.partita.core.model.Access;
import io.partita.core.model.Endpoint;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.AcsManifest;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Participant;
import io.partita.core.provider.Progress;
import io.partita.core.topology.ContractComparison;
import io.partita.core.topology.Pause;
import io.partita.provider.canton.CantonNetwork;
import io.partita.provider.canton.Channels;
import io.partita.provider.canton.access.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One participant's contracts, moved once by hand and once by partita. Runs in a process of its own, see {@link
 * RelayTest}; properties name the port of the participant, and a folder for files.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Relay {

    static final String PORT = "partita.bench.port";
    static final String FOLDER = "partita.bench.folder";

    private static final ParticipantName SOURCE = new ParticipantName("participant1");
    private static final ParticipantName TARGET = new ParticipantName("participant2");

    private BareRelay bare;
    private CantonNetwork network;
    private Participant participant;
    private Path bareFile;
    private Path file;
    private AcsManifest manifest;

    /** Opens the connections, and makes the file that is imported: both ways get the same bytes. */
    @Setup
    public void open() throws IOException, CallFailed {
        int port = Integer.getInteger(PORT);
        Path folder = Path.of(System.getProperty(FOLDER));
        bareFile = folder.resolve("bare.acs.gz");
        file = folder.resolve("alice.acs.gz");
        bare = new BareRelay(port);
        Endpoint endpoint = new Endpoint("localhost", port, Optional.empty(), Optional.empty());
        Access.Endpoints endpoints = new Access.Endpoints(endpoint, endpoint);
        Environment environment = new Environment(folder, Map.of());
        network = CantonNetwork.open(new TreeMap<>(
                Map.of(SOURCE, Channels.of(endpoints, environment), TARGET, Channels.of(endpoints, environment))));
        participant = network.participant(SOURCE);
        manifest = export();
        bare.download(bareFile);
        if (Files.mismatch(file, bareFile) >= 0) {
            throw new AssertionError("the two exports differ");
        }
    }

    /** Closes the connections. */
    @TearDown
    public void close() {
        network.close();
        bare.close();
    }

    /** Nanoseconds of the parts of one run, each by hand and by partita. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Parts {

        /** To a file, unchecked. */
        public long bareExport;

        /** To a file that is forced to the disk, every contract checked on the way. */
        public long partitaExport;

        /** The file alone, once more. */
        public long partitaCheck;

        /** From a file, unchecked. */
        public long bareImport;

        /** From a file, every contract checked before the last piece is sent. */
        public long partitaImport;

        /** The active contracts of one participant. */
        public long bareRead;

        /** The active contracts of two participants. */
        public long partitaComparison;
    }

    /** Export, check and import. What belongs together follows each other at once: other programs disturb both. */
    @Benchmark
    public void move(Parts parts) throws Exception {
        parts.bareExport += nanos(() -> bare.download(bareFile));
        parts.partitaExport += nanos(() -> export());
        parts.partitaCheck += nanos(() -> {
            participant.checkAcs(file, manifest, id -> {});
            return manifest;
        });
        parts.bareImport += nanos(() -> bare.upload(bareFile));
        parts.partitaImport += nanos(() -> {
            participant.importAcs(
                    MadeUpContracts.PARTY, MadeUpContracts.SYNCHRONIZER, file, manifest, "bench", Progress.UNWATCHED);
            return manifest;
        });
    }

    /** The contracts of two participants, which are the same. */
    @Benchmark
    public void compare(Parts parts) throws Exception {
        parts.bareRead += nanos(() -> bare.read());
        parts.partitaComparison += nanos(() -> {
            boolean same = new ContractComparison(MadeUpContracts.PARTY, MadeUpContracts.SYNCHRONIZER, Pause.REAL)
                    .isSame(participant, network.participant(TARGET));
            if (!same) {
                throw new AssertionError("the contracts differ");
            }
            return same;
        });
    }

    private static long nanos(Callable<?> part) throws Exception {
        long begun = System.nanoTime();
        part.call();
        return System.nanoTime() - begun;
    }

    private AcsManifest export() throws CallFailed {
        return participant.exportAcs(
                MadeUpContracts.PARTY,
                MadeUpContracts.SYNCHRONIZER,
                MadeUpContracts.PARTICIPANT,
                1,
                file,
                Progress.UNWATCHED);
    }
}
