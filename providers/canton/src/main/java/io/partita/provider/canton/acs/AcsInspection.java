package io.partita.provider.canton.acs;

import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Looks at a file while it passes by, in pieces of any size: hashes it, unpacks it, and checks every contract in it. Every contract must be on the synchronizer and have the party as a stakeholder, and none may come twice.
 */
public final class AcsInspection implements AutoCloseable {

    private final MessageDigest digest = sha256();
    private final Gunzip gunzip = new Gunzip();
    private final Elements elements = new Elements(this::contract);
    private final SeenIds seen = new SeenIds();
    private final ContractReader reader;
    private final Consumer<String> contractIds;
    private long bytes;

    /** @param contractIds receives the id of every contract, in the order of the file */
    public AcsInspection(PartyId party, SynchronizerId synchronizer, Consumer<String> contractIds) {
        this.reader = new ContractReader(party.toString(), synchronizer.toString());
        this.contractIds = contractIds;
    }

    public void feed(byte[] piece, int offset, int length) throws Damaged {
        digest.update(piece, offset, length);
        bytes += length;
        gunzip.feed(piece, offset, length, elements);
    }

    /** Says that no more comes. */
    public AcsContent finish() throws Damaged {
        gunzip.finish();
        elements.finish();
        return new AcsContent(bytes, reader.number(), HexFormat.of().formatHex(digest.digest()));
    }

    public long contracts() {
        return reader.number();
    }

    @Override
    public void close() {
        gunzip.close();
    }

    private void contract(byte[] element, int offset, int length) throws Damaged {
        String id = reader.read(element, offset, length);
        if (!seen.add(id)) {
            throw new Damaged("contract number " + reader.number() + " (" + id + ") comes twice");
        }
        contractIds.accept(id);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
