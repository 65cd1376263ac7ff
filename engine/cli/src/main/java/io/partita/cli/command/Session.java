package io.partita.cli.command;

import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Networks;
import io.partita.cli.view.Terminal;
import io.partita.cli.view.View;
import io.partita.core.apply.Ticker;
import io.partita.core.diagnostic.Checked;
import io.partita.core.provider.Network;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command works with besides its arguments.
 *
 * @param terminal where it was typed
 * @param folder what relative paths start from
 * @param view who shows what it says
 * @param ticker how its waits spend time
 */
public record Session(Terminal terminal, Path folder, View view, Ticker ticker) {

    /** The participants of a declaration, ready to be asked; failed when no way to one of them can be opened. */
    Checked<Network> asking(DeclaredUnit declared) {
        return Networks.open(declared.declaration(), declared.access(), terminal.env(), ticker, view::say);
    }

    /** Where this user's partita remembers what it has seen, as the environment says; empty without a word from it. */
    public Optional<Path> memory() {
        return absolute("XDG_STATE_HOME")
                .or(() -> absolute("HOME").map(home -> home.resolve(".local").resolve("state")))
                .map(state -> state.resolve("partita"));
    }

    /** The specification of these names has relative paths ignored. */
    private Optional<Path> absolute(String variable) {
        try {
            return Optional.ofNullable(terminal.env().get(variable))
                    .filter(value -> !value.isEmpty())
                    .map(Path::of)
                    .filter(Path::isAbsolute);
        } catch (InvalidPathException unusable) {
            return Optional.empty();
        }
    }
}
