/**
 * The kernel's gRPC services of the Admin API: topology, connections, identity, keys, status and times.
 *
 * <p>Belongs here: translation between messages and the other packages. Does not belong here: rules and state, and the
 * services of packages, contracts and pruning, which lie beside what they serve.
 */
package io.partita.provider.sandbox.services;
