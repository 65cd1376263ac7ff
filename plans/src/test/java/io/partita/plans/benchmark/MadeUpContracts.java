package io.partita.plans.benchmark;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.proto.ledger.ActiveContract;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.Identifier;
import io.partita.proto.version.UntypedVersionedMessage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Contracts of a party that are as large as small ones of Canton are, and pack as well: about 1200 bytes each, 250 of
 * them packed. What differs between two contracts of a kind are ids, salts and times; the names are the same.
 */
final class MadeUpContracts {

    static final PartyId PARTY = PartyId.of("Alice::1220" + "3f9c51d8b07ea64b".repeat(4));
    static final SynchronizerId SYNCHRONIZER = SynchronizerId.of("mysynchronizer::1220" + "b07ea64b3f9c51d8".repeat(4));
    static final ParticipantId PARTICIPANT = ParticipantId.of("participant1::1220" + "51d8b07ea64b3f9c".repeat(4));

    private static final PartyId OTHER = PartyId.of("Bank::1220" + "a64b3f9c51d8b07e".repeat(4));
    private static final String PACKAGE = "9d2e07c1f3b85a64".repeat(4);
    private static final int ID_BYTES = 66;
    private static final int SALT_BYTES = 48;

    private MadeUpContracts() {}

    /** The same ones for the same number. */
    static List<ActiveContract> contracts(int number) {
        SplittableRandom random = new SplittableRandom(number);
        return IntStream.range(0, number)
                .mapToObj(index -> contract(index + 1, random))
                .toList();
    }

    /** As it stands in a file. */
    static UntypedVersionedMessage element(ActiveContract contract) {
        return UntypedVersionedMessage.newBuilder()
                .setData(io.partita.proto.participant.ActiveContract.newBuilder()
                        .setActiveContract(contract.toByteString())
                        .build()
                        .toByteString())
                .setVersion(30)
                .build();
    }

    private static ActiveContract contract(long offset, SplittableRandom random) {
        byte[] id = bytes(ID_BYTES, random);
        Timestamp created = Timestamp.newBuilder()
                .setSeconds(1_750_000_000 + offset)
                .setNanos(random.nextInt(1_000_000) * 1000)
                .build();
        return ActiveContract.newBuilder()
                .setSynchronizerId(SYNCHRONIZER.toString())
                .setCreatedEvent(CreatedEvent.newBuilder()
                        .setOffset(offset)
                        .setContractId("00" + HexFormat.of().formatHex(id))
                        .setTemplateId(Identifier.newBuilder()
                                .setPackageId(PACKAGE)
                                .setModuleName("Examples.Notes")
                                .setEntityName("Note"))
                        .setCreatedEventBlob(blob(id, created, random))
                        .addWitnessParties(PARTY.toString())
                        .addSignatories(OTHER.toString())
                        .addObservers(PARTY.toString())
                        .setCreatedAt(created)
                        .setPackageName("partita-examples")
                        .setAcsDelta(true)
                        .setRepresentativePackageId(PACKAGE))
                .build();
    }

    /** The contract once more, as only participants read it. */
    private static ByteString blob(byte[] id, Timestamp created, SplittableRandom random) {
        String names = String.join(
                " ", PACKAGE, "Examples.Notes", "Note", OTHER.toString(), PARTY.toString(), OTHER.toString(), "a note");
        return ByteString.copyFrom(id)
                .concat(ByteString.copyFrom(names, StandardCharsets.UTF_8))
                .concat(created.toByteString())
                .concat(ByteString.copyFrom(bytes(SALT_BYTES, random)));
    }

    private static byte[] bytes(int length, SplittableRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
