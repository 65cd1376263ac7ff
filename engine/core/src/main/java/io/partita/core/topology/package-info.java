/**
 * What is live: the participants of a declaration and the hosting of its parties as they were read, and the judgement
 * whether a party was ever used.
 *
 * <p>Belongs here: reading through the port, and facts with the participant that told them. Does not belong here:
 * comparing with what is desired and deciding what to do (plan), and any type of a wire format (the providers).
 */
package io.partita.core.topology;
