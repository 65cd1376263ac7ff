/**
 * Keys, hashes and signatures, exactly as Canton computes them (semantics.md 10).
 *
 * <p>Here: pure functions, and the keys of a node. Not here: which key may sign what, that is {@code topology}.
 */
package io.partita.provider.sandbox.crypto;
