package io.partita.provider.canton.acs;

import com.google.protobuf.ByteString;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.Identifier;
import io.partita.proto.version.UntypedVersionedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Files of made-up contracts, of any size, without ever being in memory as a whole. */
public final class GeneratedAcs {

    public static final PartyId ALICE = PartyId.of("Alice::1220" + "ab".repeat(32));
    public static final PartyId BOB = PartyId.of("Bob::1220" + "ac".repeat(32));
    public static final SynchronizerId SYNCHRONIZER = SynchronizerId.of("da::1220" + "de".repeat(32));

    private GeneratedAcs() {}

    /** A whole file. */
    public static byte[] file(int contracts, int payload) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            write(out, contracts, payload);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param payload bytes of each contract that say nothing */
    public static void write(OutputStream out, long contracts, int payload) throws IOException {
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 64 * 1024) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            SplittableRandom random = new SplittableRandom(7);
            for (long number = 0; number < contracts; number++) {
                element(contract(number, ALICE, SYNCHRONIZER, random, payload), 30)
                        .writeDelimitedTo(gzip);
            }
        }
    }

    public static byte[] gzip(UntypedVersionedMessage... elements) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                for (UntypedVersionedMessage element : elements) {
                    element.writeDelimitedTo(gzip);
                }
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static UntypedVersionedMessage element(ActiveContract contract, int version) {
        return UntypedVersionedMessage.newBuilder()
                .setData(io.partita.proto.participant.ActiveContract.newBuilder()
                        .setActiveContract(contract.toByteString())
                        .build()
                        .toByteString())
                .setVersion(version)
                .build();
    }

    public static ActiveContract contract(long number, PartyId party, SynchronizerId synchronizer) {
        return contract(number, party, synchronizer, new SplittableRandom(number), 100);
    }

    public static String contractId(long number) {
        return "00" + "%068x".formatted(number) + "ca11";
    }

    private static ActiveContract contract(
            long number, PartyId party, SynchronizerId synchronizer, SplittableRandom random, int payload) {
        byte[] blob = new byte[payload];
        random.nextBytes(blob);
        return ActiveContract.newBuilder()
                .setSynchronizerId(synchronizer.toString())
                .setCreatedEvent(CreatedEvent.newBuilder()
                        .setOffset(number + 1)
                        .setContractId(contractId(number))
                        .setTemplateId(Identifier.newBuilder()
                                .setPackageId("p".repeat(64))
                                .setModuleName("Examples")
                                .setEntityName("Note"))
                        .setCreatedEventBlob(ByteString.copyFrom(blob))
                        .addSignatories(BOB.toString())
                        .addObservers(party.toString())
                        .setPackageName("partita-examples")
                        .setRepresentativePackageId("p".repeat(64)))
                .build();
    }
}
