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
import io.partita.core.apply.Previews;
import io.partita.core.apply.SavedPlan;
import io.partita.core.approval.Approval;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.file.RegularFile;
import io.partita.core.hash.Sha256;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a plan's file, as ssh-keygen does. */
@Command(
        name = "approve",
        description = "Shows a plan, and signs its file for whoever has to see that it is approved. Needs no network.",
        footer = {
            "",
            "It writes what ssh-keygen -Y sign -n partita-approval writes, so nobody needs partita to approve: a key on a device signs with ssh-keygen, and ssh-keygen -Y verify checks what either wrote.",
            "Who has to approve is said by approvals.json in the folder of the network; apply and resume look for that.",
            "",
            "Example:",
            "  partita approve plan.json --key ~/.ssh/id_ed25519 --expect-hash=0f3a5c7e9b1d",
            "  partita approve plan.json --key ~/.ssh/id_ed25519 --dated -o plan.json.alice.sig",
            "  ssh-keygen -Y sign -f ~/.ssh/id_ed25519_sk -n partita-approval plan.json"
        })
public final class ApproveCommand implements RunnableCommand {

    private static final String NAME = "approve";
    private static final long LARGEST_KEY = 64 << 10;
    private static final long LARGEST_PLAN = 64L << 20;
    private static final int DIGITS = 12;

    @Parameters(index = "0", paramLabel = "PLAN", description = "The plan file.")
    private String file;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "The private key of SSH: ed25519, ecdsa or rsa.")
    private String key;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Save the signature there; beside the plan, named after the key, when left out.")
    private String out;

    @Option(
            names = "--dated",
            description =
                    "Say today's day (UTC) in what is signed, for a policy that lets approvals count for some days.")
    private boolean dated;

    @Mixin
    private ExpectedHash expected;

    @Override
    public Place place(Path base) {
        return Place.of(".").applying(file);
    }

    @Override
    public Result answer(Session session) {
        Checked<Path> path = Unit.path(session.folder(), file);
        Checked<SavedPlan> plan = path.then(Plans::read);
        if (!plan.isPresent()) {
            return Result.failed(NAME, plan.diagnostics());
        }
        Optional<Diagnostic> unfit = expected.against(plan.value())
                .or(() -> Previews.refusal(plan.value()))
                .or(() -> otherBytes(path.value(), plan.value()));
        if (unfit.isPresent()) {
            return Result.failed(NAME, unfit.get());
        }
        session.view().propose(plan.value(), Payload.Extent.BRIEF);
        Checked<SshSignature> signature =
                Unit.path(session.folder(), key).then(from -> signed(session, from, plan.value()));
        return signature.isPresent()
                ? written(session, path.value(), plan.value(), signature.value())
                        .saying(plan.diagnostics())
                : Result.failed(NAME, signature.diagnostics());
    }

    /** A signature is of the bytes of a file, so these have to be the ones that everybody has. */
    private Optional<Diagnostic> otherBytes(Path plan, SavedPlan read) {
        try {
            byte[] bytes = RegularFile.read(plan, LARGEST_PLAN);
            return Arrays.equals(bytes, read.text().getBytes(StandardCharsets.UTF_8))
                    ? Optional.empty()
                    : Optional.of(Diagnostic.refusal(
                                    "approval-of-other-line-ends",
                                    "'" + file + "' has other line ends than it was written with")
                            .because(
                                    "an approval is a signature of the file as partita writes it, and would not fit that")
                            .fix(
                                    "Keep version control from changing plans (*.json -text in .gitattributes), and check the"
                                            + " file out again."));
        } catch (IOException unreadable) {
            return Optional.of(Diagnostic.error("plan-unreadable", "the plan file '" + file + "' cannot be read")
                    .because(FileTrouble.of(unreadable))
                    .fix("Name a plan file."));
        }
    }

    private Checked<SshSignature> signed(Session session, Path from, SavedPlan plan) {
        String namespace = dated
                ? Approval.namespaceOn(
                        session.ticker().instant().atZone(ZoneOffset.UTC).toLocalDate())
                : Approval.NAMESPACE;
        try {
            KeyPair pair = SshKeys.read(RegularFile.read(from, LARGEST_KEY), ApproveCommand::passphrase);
            return Checked.of(SshKeys.sign(pair, namespace, plan.text().getBytes(StandardCharsets.UTF_8)));
        } catch (SignatureRefused refused) {
            return Checked.failed(unusable(refused.getMessage(), namespace));
        } catch (IOException unreadable) {
            return Checked.failed(unusable(FileTrouble.of(unreadable), namespace));
        }
    }

    /** Asked at the terminal itself, without an echo, and never read from a pipe. */
    private static Optional<char[]> passphrase() {
        return Optional.ofNullable(System.console()).map(Console::readPassword);
    }

    private Diagnostic unusable(String why, String namespace) {
        return Diagnostic.error("approval-key-unusable", "the key '" + key + "' does not sign here")
                .because(why)
                .fix(
                        "Sign with OpenSSH, which also knows agents, devices and encrypted keys: ssh-keygen -Y sign -f KEY -n "
                                + namespace + " PLAN.");
    }

    private Result written(Session session, Path plan, SavedPlan read, SshSignature signature) {
        String name =
                plan.getFileName() + "." + Sha256.of(signature.publicKey()).substring(0, DIGITS) + ".sig";
        String typed = out == null ? Unit.typed(plan.resolveSibling(name), session.folder()) : out;
        Checked<Target> target = Target.at(session.folder(), typed);
        Optional<Diagnostic> refused = target.isPresent()
                ? target.value().write(signature.armored(), Target.Kind.APPROVAL)
                : target.diagnostics().stream().findFirst();
        return refused.map(why -> Result.failed(NAME, why))
                .orElseGet(() -> Result.of(
                        NAME,
                        ExitCode.DONE,
                        new Payload.Text("Plan " + read.hash() + " is approved with key "
                                + SshKeys.fingerprint(signature.publicKey()) + ", for " + signature.namespace() + ": "
                                + typed + "\n")));
    }
}
