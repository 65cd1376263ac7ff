package io.partita.core.provider;

/** Receives how far a long call has come. Called from the call's own thread; must return at once. */
@FunctionalInterface
public interface Progress {

    /** A progress that nobody watches. */
    Progress UNWATCHED = (bytes, contracts, totalBytes) -> {};

    /**
     * @param bytes bytes moved so far
     * @param contracts contracts counted so far
     * @param totalBytes all bytes, or -1 when not known
     */
    void moved(long bytes, long contracts, long totalBytes);
}
