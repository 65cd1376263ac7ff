/**
 * What planning may ask of a network, recorded: the record, its file, how it is made, and the network that answers from
 * it. A plan made from it is a preview.
 *
 * <p>Belongs here: what is recorded, and what follows where something is not. Does not belong here: how a plan is
 * decided (planner), how a participant is asked (a provider), and anything secret: a snapshot has ids, names and
 * numbers, and how a participant is reached stays in the declaration.
 */
package io.partita.core.snapshot;
