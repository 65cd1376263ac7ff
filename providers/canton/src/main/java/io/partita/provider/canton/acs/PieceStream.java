package io.partita.provider.canton.acs;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that come in pieces, as one stream. A piece is asked for when all before it were read. */
public final class PieceStream extends InputStream {

    private final Pieces pieces;
    private byte[] piece = new byte[0];
    private int at;

    /** Where the pieces come from. */
    @FunctionalInterface
    public interface Pieces {

        /** The next piece, or null at the end; not asked again after it. */
        byte[] next() throws IOException;
    }

    public PieceStream(Pieces pieces) {
        this.pieces = pieces;
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : piece[at++] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, buffer, offset, count);
        at += count;
        return count;
    }

    private boolean isAtEnd() throws IOException {
        while (piece != null && at == piece.length) {
            piece = pieces.next();
            at = 0;
        }
        return piece == null;
    }
}
