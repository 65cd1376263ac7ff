package io.partita.provider.sandbox.topology;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A transaction in the store of the synchronizer, with the two questions that a reader has: when it is in force, and
 * from which entry of the log on a node knows that.
 */
public final class StoredTransaction {

    private final long id;
    private final long index;
    private final long sequenced;
    private final long effective;
    private final SignedTransaction signed;
    private final MappingKey key;
    private final String rejection;
    private long endIndex = Long.MAX_VALUE;
    private long endTime = Long.MAX_VALUE;

    StoredTransaction(
            long id, long index, long sequenced, long effective, SignedTransaction signed, Optional<String> rejection) {
        this.id = id;
        this.index = index;
        this.sequenced = sequenced;
        this.effective = effective;
        this.signed = signed;
        this.key = signed.key();
        this.rejection = rejection.orElse(null);
    }

    /** Order in the store. */
    public long id() {
        return id;
    }

    /** The entry of the log that brought it. */
    public long index() {
        return index;
    }

    /** When it was sequenced, microseconds. */
    public long sequenced() {
        return sequenced;
    }

    /** When it takes effect, microseconds. */
    public long effective() {
        return effective;
    }

    /** The transaction. */
    public SignedTransaction signed() {
        return signed;
    }

    /** What it is about. */
    public MappingKey key() {
        return key;
    }

    /** Whether it waits for signatures. */
    public boolean proposal() {
        return signed.proposal();
    }

    /** Why it was rejected after it had been sequenced, if it was. */
    public Optional<String> rejection() {
        return Optional.ofNullable(rejection);
    }

    /** Whether a node that has processed the log up to an entry knows the transaction. */
    public boolean knownAt(long upToIndex) {
        return index <= upToIndex;
    }

    /** When it ceases to be in force, as a node knows that has processed the log up to an entry; MAX_VALUE = never. */
    public long end(long upToIndex) {
        return endIndex <= upToIndex ? endTime : Long.MAX_VALUE;
    }

    /** Whether something has taken its place, wherever that is known. */
    public boolean ended() {
        return endIndex != Long.MAX_VALUE;
    }

    /** Whether it is in force at a time, as a node knows that has processed the log up to an entry. */
    public boolean inForce(long at, long upToIndex) {
        return knownAt(upToIndex) && effective < at && at <= end(upToIndex);
    }

    void end(long index, long time) {
        this.endIndex = index;
        this.endTime = time;
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(index);
            out.writeLong(sequenced);
            out.writeLong(effective);
            out.writeUTF(rejection == null ? "" : rejection);
            out.write(signed.write().toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static StoredTransaction decode(long id, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long index = in.readLong();
            long sequenced = in.readLong();
            long effective = in.readLong();
            String rejection = in.readUTF();
            SignedTransaction signed = SignedTransaction.read(
                    io.partita.proto.protocol.SignedTopologyTransaction.parseFrom(in.readAllBytes()));
            return new StoredTransaction(
                    id,
                    index,
                    sequenced,
                    effective,
                    signed,
                    rejection.isEmpty() ? Optional.empty() : Optional.of(rejection));
        } catch (IOException damaged) {
            throw new UncheckedIOException("This is a bug in partita: a stored transaction cannot be read.", damaged);
        }
    }
}
