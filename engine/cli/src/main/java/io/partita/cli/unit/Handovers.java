package io.partita.cli.unit;

import io.partita.core.codec.ReceiptCodecs;
import io.partita.core.codec.ReceiptCodecs.Handover;
import io.partita.core.codec.SignatureCodecs;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.file.RegularFile;
import io.partita.core.json.Format;
import io.partita.core.json.Shape;
import io.partita.core.state.GivenSignatures;
import io.partita.core.state.Receipt;
import io.partita.core.state.SignatureRequest;
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
        return read(file, typed, ReceiptCodecs.HANDOVER, Wanted.RECEIPTS).map(Handover::receipts);
    }

    /** A file of signatures. @param typed its name */
    public static Checked<GivenSignatures> signatures(Path file, String typed) {
        return read(file, typed, SignatureCodecs.SIGNATURES, Wanted.SIGNATURES);
    }

    /** A file of what the owner of a key is asked to sign. @param typed its name */
    public static Checked<SignatureRequest> request(Path file, String typed) {
        return read(file, typed, SignatureCodecs.REQUEST, Wanted.REQUEST);
    }

    /** What a file is read as. */
    private enum Wanted {
        RECEIPTS(
                Format.RECEIPTS,
                "receipts-unreadable",
                "the receipts",
                "a file of receipts",
                "Name the file that the other operator wrote with receipt write."),
        SIGNATURES(
                Format.SIGNATURES,
                "signatures-unreadable",
                "the signatures",
                "a file of signatures",
                "Name the file that the owner of the key wrote with sign."),
        REQUEST(
                Format.SIGNATURE_REQUEST,
                "request-unreadable",
                "the signature request",
                "a signature request",
                "Name the file that sign export wrote; if it was changed on the way, have it written again.");

        private final Format format;
        private final String code;
        private final String subject;
        private final String kind;
        private final String fix;

        Wanted(Format format, String code, String subject, String kind, String fix) {
            this.format = format;
            this.code = code;
            this.subject = subject;
            this.kind = kind;
            this.fix = fix;
        }
    }

    private static <T> Checked<T> read(Path file, String typed, Shape<T> shape, Wanted wanted) {
        try {
            byte[] bytes = RegularFile.read(file, LARGEST);
            Checked<T> read = shape.read(bytes, file.getFileName().toString());
            // What is in a file of another kind is not repeated: it may be anything.
            return read.isPresent() || wanted.format.begins(bytes)
                    ? read
                    : Checked.failed(unreadable(typed, wanted, "it does not begin as " + wanted.kind));
        } catch (IOException unreadable) {
            return Checked.failed(unreadable(typed, wanted, FileTrouble.of(unreadable)));
        }
    }

    private static Diagnostic unreadable(String typed, Wanted wanted, String why) {
        return Diagnostic.error(wanted.code, wanted.subject + " '" + typed + "' cannot be read")
                .because(why)
                .fix(wanted.fix);
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
