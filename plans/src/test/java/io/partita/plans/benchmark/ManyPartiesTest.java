package io.partita.plans.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.plans.Command;
import io.partita.proto.protocol.Enums;
import io.partita.proto.protocol.PartyToParticipant;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.SandboxNetwork.Endpoints;
import io.partita.provider.sandbox.ledger.SandboxLedger;
import io.partita.provider.sandbox.world.World;
import io.partita.provider.sandbox.world.WorldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One host more for many unused parties: {@code apply} of a plan, beside the bare calls. Run it with
 * {@code mvn -Pbench verify -pl plans -am -Dtest=ManyPartiesTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("benchmark")
class ManyPartiesTest {

    private static final int[] PARTIES = Figures.numbers("partita.bench.parties", "300,3000");
    private static final int[] LATENCIES = Figures.numbers("partita.bench.latencies", "0,20,200");

    @TempDir
    Path folder;

    /** From the first call to the end. */
    private record Took(double seconds, int calls) {}

    @Test
    void one_host_more() throws Exception {
        measured(20, 0, "warm-up");
        for (int parties : PARTIES) {
            for (int latency : LATENCIES) {
                System.out.println(measured(parties, latency, parties + "-" + latency));
            }
        }
    }

    private String measured(int parties, int latency, String name) throws Exception {
        Path unit = Files.createDirectory(folder.resolve(name));
        Files.writeString(unit.resolve("world.json"), world(parties));
        World world = WorldFile.read(unit.resolve("world.json")).value();
        Took bare = bare(world, parties, latency);
        Files.delete(unit.resolve("world.json"));
        Took partita = partita(world, parties, latency, unit);
        return "%5d parties, %3d ms a call: bare %7.2f s, %5.1f calls a party; partita %7.2f s, %5.1f; ratio %.2f"
                .formatted(
                        parties,
                        latency,
                        bare.seconds(),
                        (double) bare.calls() / parties,
                        partita.seconds(),
                        (double) partita.calls() / parties,
                        partita.seconds() / bare.seconds());
    }

    private static Took bare(World world, int parties, int latency) throws Exception {
        try (Latency way = new Latency(Duration.ofMillis(latency));
                SandboxNetwork network = SandboxNetwork.inMemory(world, new SandboxLedger())) {
            Map<String, Endpoints> endpoints = network.serve(Map.of(), participant -> way).stream()
                    .collect(Collectors.toMap(Endpoints::participant, one -> one));
            Map<String, String> ids = network.participants().stream()
                    .collect(Collectors.toMap(SandboxNetwork.Participant::name, SandboxNetwork.Participant::uid));
            String own = ids.get("participant1");
            List<PartyToParticipant> mappings = IntStream.range(0, parties)
                    .mapToObj(number -> PartyToParticipant.newBuilder()
                            .setParty(name(number) + own.substring(own.indexOf("::")))
                            .setThreshold(1)
                            .addParticipants(host(own))
                            .addParticipants(host(ids.get("participant2")))
                            .build())
                    .toList();
            try (BareCalls calls = new BareCalls(
                    endpoints.get("participant2").admin(),
                    endpoints.get("participant1").admin(),
                    network.synchronizerId())) {
                long begin = System.nanoTime();
                calls.run(mappings);
                return new Took((System.nanoTime() - begin) / 1e9, way.calls());
            }
        }
    }

    private static PartyToParticipant.HostingParticipant host(String uid) {
        return PartyToParticipant.HostingParticipant.newBuilder()
                .setParticipantUid(uid)
                .setPermission(Enums.ParticipantPermission.PARTICIPANT_PERMISSION_SUBMISSION)
                .build();
    }

    private static Took partita(World world, int parties, int latency, Path unit) throws IOException {
        try (Latency way = new Latency(Duration.ofMillis(latency));
                SandboxNetwork network = SandboxNetwork.inMemory(world, new SandboxLedger())) {
            Files.writeString(
                    unit.resolve("hosting.groovy"), declaration(network.serve(Map.of(), participant -> way), parties));
            Command command = new Command(unit);
            Command.Ended planned = command.run(List.of("plan", ".", "-o", "plan.json"));
            assertThat(planned.exit()).as(planned.stderr()).isZero();
            int before = way.calls();
            long begin = System.nanoTime();
            Command.Ended applied = command.run(List.of("apply", "plan.json", "--auto-approve"));
            double took = (System.nanoTime() - begin) / 1e9;
            assertThat(applied.exit()).as(applied.stdout() + applied.stderr()).isZero();
            return new Took(took, way.calls() - before);
        }
    }

    private static String name(int number) {
        return "Party%05d".formatted(number);
    }

    private static String world(int parties) {
        String all = IntStream.range(0, parties).mapToObj("""
                        {"name": "Party%05d", "on": "participant1",
                         "hosts": [{"participant": "participant1", "permission": "submission"}]}"""::formatted).collect(Collectors.joining(",\n"));
        return """
                {"synchronizer": "mysynchronizer", "protocolVersion": 35, "release": "3.5.10", "decisionTimeout": "PT2S",
                 "participants": {"participant1": {}, "participant2": {}}, "contracts": [], "parties": [
                """ + all + "]}";
    }

    private static String declaration(List<Endpoints> endpoints, int parties) {
        StringBuilder text = new StringBuilder("synchronizer 'mysynchronizer'\n\nparticipants {\n");
        endpoints.forEach(one -> text.append(
                "    %s { admin '%s'; ledger '%s' }\n".formatted(one.participant(), one.admin(), one.ledger())));
        text.append("}\n");
        IntStream.range(0, parties).forEach(number -> text.append("""

                party('%s') {
                    local on: participant1
                    host participant1, submission
                    host participant2, submission
                }
                """.formatted(name(number))));
        return text.toString();
    }
}
