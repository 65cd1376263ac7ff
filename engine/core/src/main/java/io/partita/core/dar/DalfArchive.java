package io.partita.core.dar;

import io.partita.core.hash.Sha256;
import io.partita.core.model.PackageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One archive of a DAR: a protobuf message with the package's bytes (field 3) and their hash in hex (field 4), which is
 * the package id.
 */
final class DalfArchive {

    private static final int PAYLOAD = 3;
    private static final int HASH = 4;
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final String name;
    private final byte[] bytes;
    private int at;

    private DalfArchive(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** @throws IOException when the bytes are no archive, or its hash is not that of its payload */
    static PackageId packageId(String name, byte[] bytes) throws IOException {
        return new DalfArchive(name, bytes).packageId();
    }

    private PackageId packageId() throws IOException {
        byte[] payload = null;
        String hash = null;
        while (at < bytes.length) {
            long tag = varint();
            if ((tag & 7) == VARINT) {
                varint();
            } else if ((tag & 7) == LENGTH_DELIMITED) {
                byte[] field = field();
                if (tag >>> 3 == PAYLOAD) {
                    payload = field;
                } else if (tag >>> 3 == HASH) {
                    hash = new String(field, StandardCharsets.UTF_8);
                }
            } else {
                throw damaged();
            }
        }
        if (payload == null || hash == null) {
            throw damaged();
        }
        if (!Sha256.of(payload).equals(hash)) {
            throw new IOException(name + " does not have the hash that it names");
        }
        return new PackageId(hash);
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= bytes.length) {
                throw damaged();
            }
            byte next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    private byte[] field() throws IOException {
        long length = varint();
        if (length < 0 || length > bytes.length - at) {
            throw damaged();
        }
        byte[] field = Arrays.copyOfRange(bytes, at, at + (int) length);
        at += (int) length;
        return field;
    }

    private IOException damaged() {
        return new IOException(name + " is damaged");
    }
}
