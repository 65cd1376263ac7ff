/**
 * What keeps secrets out of texts: every value that this process has fetched, and the filter that every sink calls.
 *
 * <p>Belongs here: which values are secrets, and how they are recognised. Does not belong here: where they come from
 * (that is the provider's), and the sinks themselves.
 */
package io.partita.core.secret;
