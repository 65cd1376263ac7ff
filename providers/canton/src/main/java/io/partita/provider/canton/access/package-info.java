/**
 * How connections are set up: channels over the network, TLS, tokens. Nothing is read, run or connected before it is
 * needed, and no secret reaches a text.
 *
 * <p>Belongs here: everything that an endpoint of a declaration says about reaching it. Does not belong here: what is
 * sent over it. Internal to this module.
 */
package io.partita.provider.canton.access;
