package io.partita.cli.command;

import io.partita.cli.view.Terminal;
import io.partita.cli.view.View;
import io.partita.core.apply.Ticker;
import java.nio.file.Path;

/**
 * What a command works with besides its arguments.
 *
 * @param terminal where it was typed
 * @param folder what relative paths start from
 * @param view who shows what it says
 * @param ticker how its waits spend time
 */
public record Session(Terminal terminal, Path folder, View view, Ticker ticker) {}
