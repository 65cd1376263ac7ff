package io.partita.provider.canton.acs;

/**
 * What a file turned out to be.
 *
 * @param bytes its size
 * @param contracts how many contracts are in it
 * @param sha256 lower-case hex of the hash of the file
 */
public record AcsContent(long bytes, long contracts, String sha256) {}
