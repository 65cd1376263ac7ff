package io.partita.cli.unit;

import io.partita.core.codec.ReceiptCodecs;
import io.partita.core.codec.ReceiptCodecs.Handover;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.file.RegularFile;
import io.partita.core.json.Format;
import io.partita.core.state.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files that operators hand to each other. */
public final class Handovers {

    private static final long LARGEST = 64L << 20;

    private Handovers() {}

    /** A file of receipts; anything that is not what partita wrote is refused with the place. @param typed its name */
    public static Checked<List<Receipt>> read(Path file, String typed) {
        try {
            byte[] bytes = RegularFile.read(file, LARGEST);
            Checked<Handover> read =
                    ReceiptCodecs.HANDOVER.read(bytes, file.getFileName().toString());
            // What is in a file of another kind is not repeated: it may be anything.
            return read.isPresent() || Format.RECEIPTS.begins(bytes)
                    ? read.map(Handover::receipts)
                    : Checked.failed(unreadable(typed, "it does not begin as a file of receipts"));
        } catch (IOException unreadable) {
            return Checked.failed(unreadable(typed, FileTrouble.of(unreadable)));
        }
    }

    private static Diagnostic unreadable(String typed, String why) {
        return Diagnostic.error("receipts-unreadable", "the receipts '" + typed + "' cannot be read")
                .because(why)
                .fix("Name the file that the other operator wrote with receipt write.");
    }

    /** A folder in which handed over files are. */
    public static Checked<Path> folder(Path folder) {
        return Files.isDirectory(folder)
                ? Checked.of(folder)
                : Checked.failed(Diagnostic.error("contracts-folder-missing", "there is no folder " + folder)
                        .because("--contracts names the folder in which the files of contracts are, not one of them")
                        .fix("Name the folder, and leave the files their names."));
    }

    /** Something was handed over, and nobody said to whom. */
    public static Diagnostic forNobody() {
        return Diagnostic.error("operator-missing", "--receipts and --contracts need --operator")
                .because("they come from another operator: a run of everybody reads the participants itself")
                .fix("Say whose steps this run does: --operator=NAME.")
                .classed(DiagnosticClass.USAGE);
    }
}
