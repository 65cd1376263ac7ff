package io.partita.cli.command;

import io.partita.cli.view.Terminal;
import io.partita.cli.view.View;
import java.nio.file.Path;

/**
 * What a command works with besides its arguments.
 *
 * @param terminal where it was typed
 * @param folder what relative paths start from
 * @param view who shows what it says
 */
public record Session(Terminal terminal, Path folder, View view) {}
