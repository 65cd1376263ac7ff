package io.partita.provider.canton.acs;

import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads a file to its end: hashes it, unpacks it, and checks every contract in it. Every contract must be on the
 * synchronizer and have the party as a stakeholder. Memory does not grow with the file.
 */
public final class AcsInspection {

    private static final int BUFFER = 64 * 1024;

    private final ContractReader reader;
    private final Consumer<String> contractIds;

    /** @param contractIds receives the id of every contract, in the order of the file */
    public AcsInspection(PartyId party, SynchronizerId synchronizer, Consumer<String> contractIds) {
        this.reader = new ContractReader(party.toString(), synchronizer.toString());
        this.contractIds = contractIds;
    }

    /**
     * What the file turned out to be; may be called once.
     *
     * @param file its pieces; none may be changed any more
     * @throws Damaged when its content is not what it has to be
     * @throws IOException of the file itself
     */
    public AcsContent read(PieceStream.Pieces file) throws IOException {
        HashedPieces pieces = new HashedPieces(file);
        try (Gunzip gunzip = new Gunzip(new PieceStream(pieces))) {
            Elements elements = new Elements(new BufferedInputStream(gunzip, BUFFER));
            for (int length = elements.next(); length >= 0; length = elements.next()) {
                contractIds.accept(reader.read(elements.buffer(), length));
            }
            return new AcsContent(pieces.bytes(), reader.number(), pieces.sha256());
        }
    }

    /** How many contracts were read so far. */
    public long contracts() {
        return reader.number();
    }
}
