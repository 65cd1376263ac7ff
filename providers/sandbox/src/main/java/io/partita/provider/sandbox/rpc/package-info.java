/**
 * gRPC: the kernel's services, the way every call runs, the shape of every error, and faults.
 *
 * <p>Here: translation between messages and the other packages. Not here: rules and state.
 */
package io.partita.provider.sandbox.rpc;
