/**
 * Hashes. Belongs here: how a hash is computed and written. Does not belong here: what is hashed.
 */
package io.partita.core.hash;
