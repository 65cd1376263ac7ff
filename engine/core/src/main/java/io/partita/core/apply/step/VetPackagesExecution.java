package io.partita.core.apply.step;

import io.partita.core.apply.ApplyOptions;
import io.partita.core.apply.Stopped;
import io.partita.core.dar.DarArchive;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.file.Folder;
import io.partita.core.hash.Sha256;
import io.partita.core.model.PackageId;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.FactId;
import io.partita.core.plan.Step;
import io.partita.core.provider.CallFailed;
import io.partita.core.state.MovedFact;
import io.partita.core.state.Outcome;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Uploading and vetting are idempotent; done when the topology shows every package vetted. */
final class VetPackagesExecution extends Execution {

    private final Step.VetPackages step;

    VetPackagesExecution(Step.VetPackages step, StepWork work) {
        super(work);
        this.step = step;
    }

    @Override
    Probe probe() throws CallFailed {
        TreeSet<PackageId> missing = missing();
        return missing.isEmpty()
                ? Probe.done(Wording.packages(step.vetting().packages().size()) + " vetted")
                : Probe.open(Wording.packages(missing.size()) + " not vetted");
    }

    @Override
    String safeNext() {
        return "Vetting packages again is harmless, and what is vetted may stay.";
    }

    @Override
    void act() throws CallFailed, Ended, Stopped {
        for (DarSource dar : step.vetting().dars()) {
            work.run().stop().check();
            byte[] bytes = bytes(dar);
            work.here().uploadDar(bytes, name(dar), work.logicalSynchronizer());
        }
    }

    @Override
    String verify() throws CallFailed, Ended, Stopped {
        Optional<String> vetted = work.poll(
                "until the packages are vetted", work.limits().effective(), step.participant(), () -> probe().done());
        if (vetted.isEmpty()) {
            throw work.failed(
                    Diagnostic.error("packages-not-vetted", "packages are still not vetted on " + step.participant())
                            .because("missing: " + Wording.packages(missing()))
                            .fix("Look at the log of " + step.participant() + "; when the cause is mended, resume.")
                            .next(NextCommand.resume())
                            .about(step.participant().name()));
        }
        return vetted.get();
    }

    private TreeSet<PackageId> missing() throws CallFailed {
        TreeSet<PackageId> missing = new TreeSet<>(step.vetting().packages());
        missing.removeAll(work.here().vettedPackages(work.synchronizerHere(), work.idHere()));
        return missing;
    }

    private byte[] bytes(DarSource dar) throws CallFailed, Ended {
        if (dar instanceof DarSource.DarOfParticipant other) {
            if (!work.run().reaches(other.source())) {
                throw work.refused(Diagnostic.error(
                                "dar-of-another",
                                "the DAR " + other.name() + " is on " + other.source()
                                        + ", which is another operator's")
                        .because("this run does not call participants of other operators")
                        .fix("Declare the DAR as a file, and plan again.")
                        .about(step.participant().name()));
            }
            return reviewed(dar, work.at(other.source()).dar(other.mainPackage()));
        }
        return reviewed(dar, file((DarSource.DarFile) dar));
    }

    private byte[] file(DarSource.DarFile dar) throws Ended {
        try {
            return bytes(dar, work.options());
        } catch (IOException e) {
            throw work.refused(unreadable(dar, FileTrouble.of(e)));
        }
    }

    static byte[] bytes(DarSource.DarFile dar, ApplyOptions options) throws IOException {
        return Folder.of(options.folder()).readNamed(dar.path(), DarArchive.LARGEST_FILE);
    }

    static Diagnostic unreadable(DarSource.DarFile dar, String why) {
        return Diagnostic.error("dar-unreadable", dar.path() + " cannot be read")
                .because(why)
                .fix(
                        "Put the DAR that was reviewed back there, then resume. If it lies elsewhere now, declare it there and resume with that access.")
                .next(NextCommand.resume())
                .next(NextCommand.replacingAccess());
    }

    /**
     * Uploading vets every package of a DAR, so it has to be the one that was reviewed, with exactly the packages that
     * the plan lists.
     */
    static byte[] reviewed(DarSource dar, byte[] bytes) throws Ended {
        String sha256 = Sha256.of(bytes);
        if (!sha256.equals(dar.sha256())) {
            throw changed(dar, "SHA-256 " + dar.sha256(), "SHA-256 " + sha256 + holding(bytes));
        }
        DarArchive archive;
        try {
            archive = DarArchive.read(bytes);
        } catch (IOException e) {
            throw changed(dar, "a DAR", FileTrouble.of(e));
        }
        if (!archive.mainPackage().equals(dar.mainPackage())
                || !archive.packages().equals(dar.packages())) {
            throw changed(
                    dar,
                    "the packages " + packages(dar.mainPackage(), dar.packages()),
                    "the packages " + packages(archive.mainPackage(), archive.packages()));
        }
        return bytes;
    }

    /** What differs, when that can be told. */
    private static String holding(byte[] bytes) {
        try {
            return ", with the main package " + DarArchive.read(bytes).mainPackage();
        } catch (IOException e) {
            return ", " + FileTrouble.of(e);
        }
    }

    private static String packages(PackageId main, SortedSet<PackageId> all) {
        return Wording.packages(all) + ", main package " + main;
    }

    private static Ended changed(DarSource dar, String expected, String found) {
        MovedFact moved = new MovedFact(
                new FactId(
                        "dar/" + dar.match(DarSource.DarFile::path, held -> held.source() + "/" + held.mainPackage())),
                expected,
                found);
        Diagnostic said = Diagnostic.error("dar-changed", where(dar) + " is not the DAR that was reviewed")
                .because("expected " + expected + "; found " + found)
                .fix("Nothing was uploaded. Put the reviewed DAR back, or plan again and review the new one.")
                .next(NextCommand.plan());
        return new Ended(new Outcome.Refused(said, Optional.of(moved)));
    }

    private static String where(DarSource dar) {
        return dar.match(DarSource.DarFile::path, held -> held.name() + " of " + held.source());
    }

    private static String name(DarSource dar) {
        return dar.match(DarSource.DarFile::path, DarSource.DarOfParticipant::name);
    }
}
