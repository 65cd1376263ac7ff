/**
 * Runs the scenarios of this folder as a user would.
 *
 * <p>Belongs here: what a {@code scenario.json} means, and how its commands are run and its outcome observed. Does not
 * belong here: any rule about hosting.
 */
package io.partita.plans;
