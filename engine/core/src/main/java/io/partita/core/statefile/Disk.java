package io.partita.core.statefile;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The ways in which the state is written: each is durable when it returns, and has done nothing that a reader could
 * take for the whole when it throws.
 */
interface Disk {

    /** Replaces a file as a whole, or creates it; readable by the owner only. */
    void replace(Path file, byte[] content) throws IOException;

    /** Adds to the end of a file, or creates it; what was added in part is taken off again as far as possible. */
    void append(Path file, byte[] content) throws IOException;

    /** Cuts a file. */
    void truncate(Path file, long size) throws IOException;

    /** Creates a folder readable by the owner only, and its parents; no error when it exists. */
    void folder(Path folder) throws IOException;

    /** Gives a file or a folder another name on the same disk. */
    void move(Path from, Path to) throws IOException;
}
