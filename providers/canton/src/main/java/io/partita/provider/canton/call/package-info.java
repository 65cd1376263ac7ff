/**
 * How one call is made: deadlines, tokens, what may be tried again, flow control of streams, and what a failure means.
 *
 * <p>Belongs here: everything that is the same for every method of a participant. Does not belong here: how a
 * connection is set up ({@code access}) and what is asked (the classes of the parent package). Internal to this module.
 */
package io.partita.provider.canton.call;
