/**
 * The conformance suite: one suite that any running network has to pass, whether it is the sandbox or a real Canton. It
 * knows a network only by the public gRPC API and by partita's own commands, makes its own parties and contracts, and
 * assumes nothing else. A check that needs the inside of the sandbox does not belong here.
 */
package io.partita.plans.conformance;
