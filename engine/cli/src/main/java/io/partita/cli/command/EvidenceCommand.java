package io.partita.cli.command;

import io.partita.cli.approval.SignatureRefused;
import io.partita.cli.approval.SshKeys;
import io.partita.cli.approval.SshSignature;
import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Target;
import io.partita.cli.unit.Unit;
import io.partita.core.approval.Approval;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.evidence.Evidence;
import io.partita.core.evidence.EvidenceFile;
import io.partita.core.file.RegularFile;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Step;
import io.partita.core.state.RunId;
import io.partita.core.state.RunSummary;
import io.partita.core.store.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What proves later how a run went. */
@Command(
        name = "evidence",
        description = "Writes how a run went into one file that proves it later, and checks such a file.",
        footer = {
            "",
            "Example:",
            "  partita evidence write hosting/alice -o evidence.json",
            "  partita evidence verify evidence.json"
        },
        subcommands = {EvidenceCommand.Write.class, EvidenceCommand.Verify.class})
public final class EvidenceCommand {

    /** The evidence of one run. */
    @Command(
            name = "write",
            description = "Writes the plan, its approvals and everything that was recorded of a run into one file.",
            footer = {
                "",
                "It reads the state folder only. The same run gives the same bytes. The file holds no secret and no contract; it names endpoints, programs and where secrets are kept, as the plan does. A signature that the owner of a key gave elsewhere is a consent until the run has brought it to the network: nothing is written before.",
                "Keep the hash that it prints elsewhere, or sign the file: hashes alone do not show that somebody wrote all of it anew.",
                "",
                "Example:",
                "  partita evidence write hosting/alice -o evidence.json",
                "  partita evidence write --run=20260102-030405-1f3a9c -o evidence.json",
                "  ssh-keygen -Y sign -n partita-evidence -f KEY evidence.json"
            })
    static final class Write implements RunnableCommand {

        private static final String NAME = "evidence write";

        @Mixin
        private FolderArgument folder;

        @Option(names = "--run", paramLabel = "RUN", description = "The run, as state list names it; else the newest.")
        private String run;

        @Option(
                names = {"-o", "--out"},
                required = true,
                paramLabel = "FILE",
                description = "Where it is saved.")
        private String out;

        @Override
        public Place place(Path base) {
            return folder.place();
        }

        @Override
        public Result answer(Session session) {
            Checked<Unit> unit = folder.unit(session);
            Checked<Optional<Target>> target = ReportFile.at(session, "--out", out, Target.Kind.EVIDENCE);
            List<Diagnostic> wrong = new ArrayList<>(unit.diagnostics());
            wrong.addAll(target.diagnostics());
            if (!wrong.isEmpty()) {
                return Result.failed(NAME, wrong);
            }
            return Doubts.about(NAME, unit.value())
                    .orElseGet(() -> written(unit.value(), target.value().orElseThrow()));
        }

        private Result written(Unit unit, Target target) {
            Checked<Recording> recording = unit.state().read();
            Checked<Evidence> evidence = recording.then(read -> of(unit, read));
            if (!evidence.isPresent()) {
                return Result.failed(NAME, evidence.diagnostics()).then(NextCommand.of(NextCommand.Verb.STATE_LIST));
            }
            Optional<Diagnostic> refused = target.write(EvidenceFile.text(evidence.value()), Target.Kind.EVIDENCE);
            return refused.map(why -> Result.failed(NAME, why))
                    .orElseGet(() -> Result.of(
                                    NAME,
                                    ExitCode.DONE,
                                    new Payload.Evidenced(
                                            evidence.value(),
                                            EvidenceFile.sha256(evidence.value()),
                                            Payload.EvidenceAction.WRITTEN,
                                            target.typed()))
                            .saying(unfinished(evidence.value())));
        }

        private Checked<Evidence> of(Unit unit, Recording recording) {
            Optional<RunSummary> chosen = chosen(recording);
            return chosen.map(summary -> Plans.started(unit.state(), summary.id())
                            .then(plan -> EvidenceFile.of(recording, summary.id(), summary.planHash(), plan.text())
                                    .map(evidence -> withoutConsents(evidence, plan.plan()))
                                    .orElseGet(() -> Checked.failed(missing()))))
                    .orElseGet(() -> Checked.failed(missing()));
        }

        private static Checked<Evidence> withoutConsents(Evidence evidence, Plan plan) {
            String subjects = evidence.consents(plan).stream()
                    .map(Step.CollectSignature::subject)
                    .distinct()
                    .collect(Collectors.joining("; "));
            return subjects.isEmpty()
                    ? Checked.of(evidence)
                    : Checked.failed(
                            Diagnostic.refusal(
                                            "evidence-with-consent",
                                            "run " + evidence.run()
                                                    + " has a signature that is not brought to the network yet")
                                    .because("whoever has the file could do that without partita, for " + subjects)
                                    .fix(
                                            "Finish the run, then write its evidence. Of an abandoned run keep the state folder instead."));
        }

        private Optional<RunSummary> chosen(Recording recording) {
            List<RunSummary> runs = recording.state().runs();
            if (run != null) {
                return RunId.parse(run).flatMap(recording.state()::run);
            }
            return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
        }

        private Diagnostic missing() {
            return Diagnostic.error(
                            "evidence-of-nothing",
                            run == null
                                    ? "no run is recorded here"
                                    : "the beginning of run '" + run + "' is not recorded here")
                    .because("evidence is everything that was recorded of a run, from its beginning")
                    .fix("Name a run that state list shows, or another folder.");
        }
    }

    private static List<Diagnostic> unfinished(Evidence evidence) {
        return evidence.exit().isPresent()
                ? List.of()
                : List.of(Diagnostic.warning("evidence-unfinished", "nothing says how run " + evidence.run() + " ended")
                        .because("it goes on, or its process died")
                        .fix("Finish the run, then write its evidence again."));
    }

    /** The check of a file. */
    @Command(
            name = "verify",
            description = "Checks a file of evidence, without any network or state.",
            footer = {
                "",
                "It finds any changed byte, and any entry that is missing, was put in or moved; that the plan is the one that was carried out; and that each approval is a signature of that plan by the key that it names. Whose key that is, your list of allowed signers says.",
                "",
                "Example:",
                "  partita evidence verify evidence.json",
                "  partita evidence verify evidence.json --expect-hash=0f3a5c7e9b1d"
            })
    static final class Verify implements RunnableCommand {

        private static final String NAME = "evidence verify";

        /** With fewer digits somebody could try until another file fits. */
        private static final int FEWEST_DIGITS = 12;

        @Parameters(index = "0", paramLabel = "FILE", description = "A file of evidence.")
        private String file;

        @Option(
                names = "--expect-hash",
                paramLabel = "HASH",
                description = "The hash that was printed when it was written, or at least its first 12 digits.")
        private String expected;

        @Override
        public Result answer(Session session) {
            Checked<Evidence.Sound> sound =
                    Unit.path(session.folder(), file).then(this::read).then(this::expected);
            if (!sound.isPresent()) {
                return Result.failed(NAME, sound.diagnostics());
            }
            Evidence evidence = sound.value().evidence();
            List<Diagnostic> forged = forged(evidence);
            if (!forged.isEmpty()) {
                return Result.failed(NAME, forged);
            }
            return Result.of(
                            NAME,
                            ExitCode.DONE,
                            new Payload.Evidenced(
                                    evidence, sound.value().sha256(), Payload.EvidenceAction.VERIFIED, file))
                    .saying(unfinished(evidence));
        }

        private Checked<Evidence.Sound> read(Path path) {
            try {
                return EvidenceFile.verify(
                        RegularFile.read(path, EvidenceFile.LARGEST),
                        path.getFileName().toString());
            } catch (IOException unreadable) {
                return Checked.failed(Diagnostic.error("evidence-unreadable", "'" + file + "' cannot be read")
                        .because(FileTrouble.of(unreadable))
                        .fix("Name a file that evidence write has written."));
            }
        }

        private Checked<Evidence.Sound> expected(Evidence.Sound sound) {
            if (expected == null
                    || expected.length() >= FEWEST_DIGITS && sound.sha256().startsWith(expected)) {
                return Checked.of(sound);
            }
            return Checked.failed(Diagnostic.error(
                            "evidence-is-another", "this is not the evidence whose hash begins with " + expected)
                    .because("its hash is " + sound.sha256() + "; at least " + FEWEST_DIGITS + " digits have to agree")
                    .fix("Look for the file that was written then; this one was written anew."));
        }

        private static List<Diagnostic> forged(Evidence evidence) {
            List<Diagnostic> forged = new ArrayList<>();
            for (Approval approval : evidence.everyApproval()) {
                whyNot(approval, evidence.plan())
                        .ifPresent(why -> forged.add(Diagnostic.error(
                                        "evidence-signature",
                                        "the approval of " + approval.who() + " is no signature of this plan")
                                .because(why)
                                .fix("Do not rely on this file. Ask " + approval.who() + " what was signed.")));
            }
            return forged;
        }

        private static Optional<String> whyNot(Approval approval, String plan) {
            try {
                SshSignature signature = SshSignature.parse(approval.signature().getBytes(StandardCharsets.UTF_8));
                if (!SshKeys.fingerprint(signature.publicKey()).equals(approval.key())
                        || !signature.namespace().equals(approval.namespace())) {
                    return Optional.of("it is of another key, or for something else, than the record says");
                }
                return SshKeys.hasSigned(signature, plan.getBytes(StandardCharsets.UTF_8))
                        ? Optional.empty()
                        : Optional.of("the signature does not fit the text of the plan");
            } catch (SignatureRefused refused) {
                return Optional.of(String.valueOf(refused.getMessage()));
            }
        }
    }
}
