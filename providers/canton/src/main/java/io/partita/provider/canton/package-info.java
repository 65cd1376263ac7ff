/**
 * The client of Canton's Admin and Ledger API, releases 3.3 and later: {@code CantonNetwork} implements the port of the
 * engine over gRPC.
 *
 * <p>Belongs here: what is asked of a participant, subject by subject, and the translation between generated types and
 * the model. Does not belong here: judgement (it is the engine's), the mechanics of a call ({@code call}), the set-up
 * of connections ({@code access}), the format of a file of contracts ({@code acs}), what a participant says of its own
 * calls ({@code description}). Only {@code CantonNetwork}, {@code CantonParticipant} and {@code Channels} are for other
 * modules.
 */
package io.partita.provider.canton;
