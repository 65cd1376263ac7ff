/**
 * What a person can type. A command reads its arguments, has the work done, and answers with facts.
 *
 * <p>Belongs here: arguments, help texts, the decision which exit a result is, and which command comes next. Does not
 * belong here: layout and colour (view), and how a unit's files and networks are opened (unit).
 */
package io.partita.cli.command;
