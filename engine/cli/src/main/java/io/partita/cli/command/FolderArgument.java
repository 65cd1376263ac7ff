package io.partita.cli.command;

import io.partita.cli.result.Place;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import picocli.CommandLine.Parameters;

/** The folder that most commands are about. */
final class FolderArgument {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Folder of the declaration; the current one when left out.")
    private String folder;

    Checked<Unit> unit(Session session) {
        return Unit.at(session.folder(), folder).map(unit -> unit.rememberedIn(session.memory()));
    }

    Place place() {
        return Place.of(folder);
    }
}
