/**
 * The recordings of a real network, replayed against the sandbox: what a client sent is sent again, and each answer is
 * compared with the recorded one.
 *
 * <p>Here: sending, translating, comparing, and the table of differences that are accepted. Not here: what the sandbox
 * should do beyond what was recorded; that has tests of its own.
 */
package io.partita.provider.sandbox.transcript;
