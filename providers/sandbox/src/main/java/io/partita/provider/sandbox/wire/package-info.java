/**
 * What every call has in common: the two ports of a participant, how a call runs, and the shape of errors.
 *
 * <p>Belongs here: what rules and services alike need in order to refuse a request. Does not belong here: services, and
 * anything that knows a participant or the topology.
 */
package io.partita.provider.sandbox.wire;
