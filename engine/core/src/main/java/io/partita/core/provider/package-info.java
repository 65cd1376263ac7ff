/**
 * The port to a network: what partita asks of participants, in the words of the domain. A provider module implements
 * it; the engine uses nothing else.
 *
 * <p>Belongs here: the interfaces {@code Network} and {@code Participant}, the values that cross them, and the failure
 * of a call. Does not belong here: judgement of any kind (whether to go on is the engine's), and any type of a wire
 * format.
 */
package io.partita.core.provider;
