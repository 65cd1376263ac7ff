/**
 * Golden material of a real Canton: recorded calls, byte for byte, test vectors, and small DARs, with the code that
 * reads them.
 *
 * <p>Belongs here: reading and describing the material. Does not belong here: what its bytes mean. This package knows
 * no protobuf; whoever owns the types decodes.
 */
package io.partita.testkit.recording;
