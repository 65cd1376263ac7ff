/**
 * Files of contracts: reading, checking and writing them in constant memory, whatever their size.
 *
 * <p>The format is Canton's: gzip of varint-delimited {@code UntypedVersionedMessage}s of version 30, each with an
 * {@code ActiveContract} of the Ledger API. Belongs here: bytes, files and what is in them. Does not belong here:
 * calls. Internal to this module.
 */
package io.partita.provider.canton.acs;
