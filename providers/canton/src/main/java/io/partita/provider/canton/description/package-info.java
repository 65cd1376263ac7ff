/**
 * What a participant says of its own calls, by gRPC's reflection. Belongs here: reading the description and comparing
 * it, field by field, with the messages that partita was built for. Does not belong here: what follows from a
 * difference.
 */
package io.partita.provider.canton.description;
