/**
 * The doors of the loopback ports: certificates, client certificates, tokens and the rights that they carry, and an issuer of tokens.
 *
 * <p>Belongs here: everything that decides whether a call may reach a participant. Does not belong here: what the call does, and calls within the process, which pass no door.
 */
package io.partita.provider.sandbox.access;
