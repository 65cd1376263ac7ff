package io.partita.provider.canton.acs;

import io.partita.core.hash.Sha256;
import io.partita.core.thread.Beside;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/**
 * Counts and hashes pieces on their way. Without the compiler that knows the processor's own instructions for it, to
 * hash a piece takes as long as to unpack and check it. So a piece is hashed while it is read: by another thread if one
 * is free, and one piece at a time, so that none piles up.
 */
final class HashedPieces implements PieceStream.Pieces {

    private final PieceStream.Pieces pieces;
    private final MessageDigest digest = Sha256.digest();
    private CompletableFuture<Void> hashing = CompletableFuture.completedFuture(null);
    private long bytes;

    HashedPieces(PieceStream.Pieces pieces) {
        this.pieces = pieces;
    }

    @Override
    public byte[] next() throws IOException {
        hashing.join();
        byte[] piece = pieces.next();
        if (piece != null) {
            bytes += piece.length;
            hashing = CompletableFuture.runAsync(() -> digest.update(piece), Beside.threads());
        }
        return piece;
    }

    /** The size of all pieces so far. */
    long bytes() {
        return bytes;
    }

    /** Lower-case hex of the hash of all pieces, to be asked for once. */
    String sha256() {
        hashing.join();
        return HexFormat.of().formatHex(digest.digest());
    }
}
