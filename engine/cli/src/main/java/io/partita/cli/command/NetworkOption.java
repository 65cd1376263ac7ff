package io.partita.cli.command;

import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.NextCommand;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Another network than the one that the declaration names. */
final class NetworkOption {

    private static final String NAME = "--network";

    @Option(
            names = NAME,
            paramLabel = "FOLDER",
            description =
                    "The folder of the network, instead of the one that the declaration names. With a plan: where its network is on this machine.")
    private String network;

    /** Empty when none was typed. */
    Checked<Optional<Path>> folder(Session session) {
        return network == null
                ? Checked.of(Optional.empty())
                : Unit.path(session.folder(), network).map(Optional::of);
    }

    /** The same command for the same network. */
    NextCommand on(NextCommand command) {
        return network == null ? command : command.with(NAME, network);
    }
}
