/**
 * One execution for every kind of step: what it looks at, what forbids it, what it does, how that is confirmed, and
 * what is safe next. A new kind is one class here and one branch in {@code Executions}.
 *
 * <p>Belongs here: probe, act, verify, and the guards that read reality. Does not belong here: which step comes when
 * (apply).
 */
package io.partita.core.apply.step;
