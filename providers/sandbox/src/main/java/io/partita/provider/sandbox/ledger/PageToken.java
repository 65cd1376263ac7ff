package io.partita.provider.sandbox.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.partita.provider.sandbox.ids.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where the next page begins. Good only for the request that it was made for, with all of its fields.
 *
 * @param offset that the first page was read at
 * @param position within what is read
 */
record PageToken(long offset, long position, Scope scope) {

    private static final int BYTES = 3 * Long.BYTES;

    /** Fingerprint of a request without its token. */
    record Scope(long fingerprint) {}

    static Scope scope(Message request) {
        byte[] hash = Sha256.digest().digest(request.toByteArray());
        return new Scope(ByteBuffer.wrap(hash).getLong());
    }

    ByteString bytes() {
        return ByteString.copyFrom(ByteBuffer.allocate(BYTES)
                .putLong(offset)
                .putLong(position)
                .putLong(scope.fingerprint())
                .flip());
    }

    /** The token in these bytes, if it was made for a request like this one. */
    static Optional<PageToken> parse(ByteString bytes, Scope scope) {
        if (bytes.size() != BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
        PageToken token = new PageToken(buffer.getLong(), buffer.getLong(), new Scope(buffer.getLong()));
        return token.scope().equals(scope) ? Optional.of(token) : Optional.empty();
    }

    /** A token for going on with a stream. */
    static ByteString continuation(long position) {
        byte[] check = Sha256.of("continuation/" + position);
        return ByteString.copyFrom(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(position)
                .put(check, 0, Long.BYTES)
                .flip());
    }

    /** The position in a token for going on, if it is one. */
    static Optional<Long> position(ByteString continuation) {
        if (continuation.size() != 2 * Long.BYTES) {
            return Optional.empty();
        }
        long position = continuation.asReadOnlyByteBuffer().getLong();
        boolean genuine = Arrays.equals(continuation(position).toByteArray(), continuation.toByteArray());
        return genuine ? Optional.of(position) : Optional.empty();
    }

    /** The page size of a request. */
    static int size(boolean present, int asked, int usual, int largest) {
        if (!present) {
            return usual;
        }
        if (asked < 1 || asked > largest) {
            throw LedgerErrors.invalidArgument(
                    "max_page_size must be a positive number of at most " + largest + ", found " + asked);
        }
        return asked;
    }
}
