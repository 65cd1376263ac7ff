/**
 * Golden files: expected texts that live beside a test.
 *
 * <p>Belongs here: comparing with and updating such files. Does not belong here: making what is compared.
 */
package io.partita.testkit.golden;
