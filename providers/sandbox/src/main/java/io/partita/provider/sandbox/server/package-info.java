/**
 * The gRPC servers of all participants, within the process and on loopback, and the faults that calls may meet.
 *
 * <p>Belongs here: what happens to a call before a service sees it. Does not belong here: certificates and tokens
 * ({@code access}).
 */
package io.partita.provider.sandbox.server;
