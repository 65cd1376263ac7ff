package io.partita.provider.canton.acs;

import io.partita.core.hash.Sha256;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
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
     * @throws Damaged when its content is not what it has to be
     * @throws IOException of the file itself
     */
    public AcsContent read(InputStream file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (Gunzip gunzip = new Gunzip(file, digest)) {
            Elements elements = new Elements(new BufferedInputStream(gunzip, BUFFER));
            for (int length = elements.next(); length >= 0; length = elements.next()) {
                contractIds.accept(reader.read(elements.buffer(), length));
            }
            return new AcsContent(
                    gunzip.packedBytes(), reader.number(), HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** How many contracts were read so far. */
    public long contracts() {
        return reader.number();
    }
}
