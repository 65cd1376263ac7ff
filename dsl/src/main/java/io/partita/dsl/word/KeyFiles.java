package io.partita.dsl.word;

import io.partita.core.diagnostic.Checked;

/** The files of public keys that a declaration names, seen from the folder of the text that names them. */
@FunctionalInterface
public interface KeyFiles {

    /** No file of a public key is larger, in bytes. */
    long LARGEST = 16 << 10;

    /**
     * What a file holds, at most {@link #LARGEST} bytes; why it cannot be read, without a place and without a word of
     * what it holds. The same path gives the same for as long as one declaration is read.
     *
     * @param path as it is written
     */
    Checked<byte[]> read(String path);
}
