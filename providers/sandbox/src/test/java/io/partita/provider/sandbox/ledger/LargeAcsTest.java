package io.partita.provider.sandbox.ledger;

import static io.partita.provider.sandbox.ledger.LedgerLab.P1;
import static io.partita.provider.sandbox.ledger.LedgerLab.P2;
import static io.partita.provider.sandbox.ledger.LedgerLab.hosting;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.proto.participant.ImportPartyAcsRequestV35;
import io.partita.proto.participant.ImportPartyAcsResponse;
import io.partita.proto.participant.PartyManagementServiceGrpc;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.provider.sandbox.acs.AcsReader;
import io.partita.provider.sandbox.acs.AcsWriter;
import io.partita.provider.sandbox.packages.TestDars;
import io.partita.provider.sandbox.topology.Permission;
import io.partita.provider.sandbox.wire.Api;
import io.partita.provider.sandbox.world.World;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contracts of a seed: many, from nothing. */
class LargeAcsTest {

    private static final int MANY = 30_000;

    @TempDir
    Path folder;

    private World world(int count, int archived) throws IOException {
        Path dar = folder.resolve("partita-examples-1.1.0.dar");
        Files.write(dar, TestDars.bytes("partita-examples-1.1.0").toByteArray());
        SortedMap<String, World.Participant> participants = new TreeMap<>();
        for (String name : List.of(P1, P2)) {
            participants.put(name, World.Participant.DEFAULT.withDars(List.of(dar.toString())));
        }
        return LedgerLab.world()
                .withParticipants(participants)
                .withParties(
                        List.of(new World.Party("Alice", P1, List.of(new World.Host(P1, Permission.SUBMISSION)), 1)),
                        List.of(new World.Contracts(
                                "Examples:Note", "partita-examples", count, archived, List.of("Alice"), List.of())));
    }

    @Test
    void exportsAndImportsManyContracts() throws IOException {
        try (LedgerLab lab = LedgerLab.open(world(MANY, 0), folder.resolve("network"))) {
            String alice = lab.party(P1, "Alice");
            long begin = activate(lab, alice);

            Path file = folder.resolve("alice.acs.gz");
            List<Integer> chunks = export(lab, alice, begin, file);
            assertThat(chunks.subList(0, chunks.size() - 1)).containsOnly(AcsWriter.CHUNK);
            assertThat(count(file)).isEqualTo(MANY);

            importFile(lab, alice, file);
            assertThat(lab.end(P2)).isGreaterThan(MANY / 1000);
            assertThat(lab.active(P2, alice)).hasSize(MANY);
        }
    }

    @Test
    void theSameSeedGivesTheSameContractsAndTheSameFile() throws IOException {
        try (LedgerLab lab = LedgerLab.open(world(250, 120))) {
            String alice = lab.party(P1, "Alice");
            assertThat(lab.ids(P1, alice)).hasSize(130);
            long begin = activate(lab, alice);
            ByteString file = lab.export(P1, alice, P2, begin);
            assertThat(lab.export(P1, alice, P2, begin)).isEqualTo(file);

            String some = lab.ids(P1, alice).first();
            lab.finish(P1, alice, some);
            assertThat(lab.ids(P1, alice)).hasSize(129).doesNotContain(some);
            assertThat(lab.export(P1, alice, P2, begin)).isEqualTo(file);
        }
    }

    private static long activate(LedgerLab lab, String alice) {
        TopologyMapping mapping =
                hosting(alice, 1, lab.host(P1, Permission.SUBMISSION), lab.onboarding(P2, Permission.OBSERVATION));
        lab.propose(P2, 2, mapping);
        lab.disconnect(P2);
        long begin = lab.end(P1);
        lab.propose(P1, 2, mapping);
        lab.awaitSerial(P1, alice, 2);
        return begin;
    }

    private static List<Integer> export(LedgerLab lab, String alice, long begin, Path file) throws IOException {
        List<Integer> chunks = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(file)) {
            Iterator<ExportPartyAcsResponse> responses = lab.parties(P1)
                    .exportPartyAcs(lab.exportRequest(alice, P2, begin).build());
            while (responses.hasNext()) {
                ByteString chunk = responses.next().getChunk();
                chunks.add(chunk.size());
                chunk.writeTo(out);
            }
        }
        return chunks;
    }

    private static int count(Path file) throws IOException {
        AtomicInteger contracts = new AtomicInteger();
        try (var input = Files.newInputStream(file)) {
            AcsReader.read(input, contract -> contracts.incrementAndGet());
        }
        return contracts.get();
    }

    private static void importFile(LedgerLab lab, String alice, Path file) throws IOException {
        LedgerLab.Answer<ImportPartyAcsResponse> answer = new LedgerLab.Answer<>();
        StreamObserver<ImportPartyAcsRequestV35> requests =
                PartyManagementServiceGrpc.newStub(lab.channel(P2, Api.ADMIN)).importPartyAcs(answer);
        try (var input = Files.newInputStream(file)) {
            byte[] buffer = new byte[AcsWriter.CHUNK];
            ImportPartyAcsRequestV35.Builder next = lab.importRequest(alice);
            for (int n = input.read(buffer); n > 0; n = input.read(buffer)) {
                requests.onNext(
                        next.setAcsSnapshot(ByteString.copyFrom(buffer, 0, n)).build());
                next = ImportPartyAcsRequestV35.newBuilder();
            }
        }
        requests.onCompleted();
        answer.await();
    }
}
