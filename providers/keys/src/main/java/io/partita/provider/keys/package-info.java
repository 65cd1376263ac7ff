/**
 * Signatures with keys that no participant holds: {@code LocalKeys} implements the port of the engine for private keys
 * in files, for keys in hardware security modules, and for programs that sign.
 *
 * <p>Belongs here: how a private key is reached, what it makes of a hash, and whether a signature is one. Does not
 * belong here: what is signed and by whom it must be (the engine's), where passwords come from (they are read through
 * the engine's port), and the files of public keys ({@code io.partita.core.model}). Only {@code LocalKeys} is for other
 * modules. Bouncy Castle is called, and never registered as a provider of the process.
 */
package io.partita.provider.keys;
