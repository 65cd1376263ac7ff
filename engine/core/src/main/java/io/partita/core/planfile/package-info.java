/**
 * The file of a plan: canonical JSON of what the planner decided, with a hash over all of it. Does not belong here:
 * what follows from that (package plan), and how a person is shown it.
 */
package io.partita.core.planfile;
