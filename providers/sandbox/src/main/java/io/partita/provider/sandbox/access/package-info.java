/**
 * What protects the loopback ports: TLS, client certificates, tokens and the rights that they carry, and an issuer of
 * tokens.
 *
 * <p>Belongs here: everything that decides whether a call may reach a participant. Does not belong here: what the call
 * does, and calls within the process, which are not protected.
 */
package io.partita.provider.sandbox.access;
