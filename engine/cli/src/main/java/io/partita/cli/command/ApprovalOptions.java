package io.partita.cli.command;

import io.partita.cli.access.TrustedPolicy;
import io.partita.cli.approval.KnownSigners;
import io.partita.cli.approval.PolicyConsent;
import io.partita.cli.approval.PolicyFiles;
import io.partita.cli.approval.SignatureFile;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.approval.Authors;
import io.partita.core.approval.Consent;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.file.Folder;
import io.partita.core.file.RegularFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Who has approved a plan, and whose word is taken for who has to. */
final class ApprovalOptions {

    private static final String APPROVAL = "--approval";
    private static final String POLICY = "--policy";
    private static final String REQUIRED = "--require-approved";

    /** Who is trusted for declarations is trusted for this as well, where nothing else is said. */
    private static final String VARIABLE = "PARTITA_TRUST";

    private static final long LARGEST = 64 << 10;
    private static final int MOST = 100;

    @Option(
            names = APPROVAL,
            paramLabel = "FILE",
            description =
                    "A signature of the plan's file by somebody who approves it. May be repeated; those beside the plan (PLAN.sig, PLAN.NAME.sig) are found.")
    private List<String> approvals = new ArrayList<>();

    @Option(
            names = POLICY,
            paramLabel = "REV|FOLDER",
            description =
                    "Who has to approve is taken from this Git revision, or this folder (beginning with / or ./ or ../), instead of the network's folder at hand. Also: PARTITA_TRUST.")
    private String policy;

    @Option(
            names = REQUIRED,
            description = "Refuse a plan whose network does not say who has to approve it. --policy does so as well.")
    private boolean required;

    /**
     * The consent to a plan.
     *
     * @param home its home
     * @param network the folder of its network
     * @param file the plan's file; empty when the plan is the one of a run, or of a folder
     * @param authors who proposed it
     */
    Checked<Consent> of(
            Session session,
            Unit home,
            Unit network,
            SavedPlan plan,
            Optional<Path> file,
            Function<KnownSigners, Authors> authors) {
        // Which folder the network is in says the plan: one without a policy must not be the way around it.
        PolicyConsent.Need need =
                required || policy != null ? PolicyConsent.Need.ALWAYS : PolicyConsent.Need.AS_THE_NETWORK_SAYS;
        return files(session, home, network, plan)
                .then(trusted -> signatures(session, file)
                        .map(given -> new PolicyConsent(trusted, plan.text(), given, authors, need)));
    }

    /** The same command with the same words about approvals. */
    NextCommand on(NextCommand command) {
        NextCommand with = command;
        for (String file : approvals) {
            with = with.with(APPROVAL, file);
        }
        with = policy == null ? with : with.with(POLICY, policy);
        return required ? with.with(REQUIRED) : with;
    }

    /** Where it is trusted who may sign. */
    Checked<PolicyFiles> files(Session session, Unit home, Unit network, SavedPlan plan) {
        TrustedPolicy place = new TrustedPolicy(
                home,
                network,
                plan.plan().content().network(),
                session.terminal().env());
        return trusted(session).map(said -> place.in(said, session.folder())).orElseGet(() -> Checked.of(place.here()));
    }

    private Optional<String> trusted(Session session) {
        return Optional.ofNullable(policy)
                .or(() -> Optional.ofNullable(session.terminal().env().get(VARIABLE))
                        .filter(value -> !value.isBlank()));
    }

    private Checked<List<SignatureFile>> signatures(Session session, Optional<Path> file) {
        List<SignatureFile> all = new ArrayList<>();
        List<Diagnostic> wrong = new ArrayList<>();
        for (String typed : approvals) {
            Checked<SignatureFile> read = Unit.path(session.folder(), typed).then(path -> read(path, typed));
            read.optional().ifPresent(all::add);
            wrong.addAll(read.diagnostics());
        }
        if (!wrong.isEmpty()) {
            return Checked.failed(wrong);
        }
        return file.map(plan -> beside(plan).map(found -> {
                    all.addAll(found);
                    return List.copyOf(all);
                }))
                .orElseGet(() -> Checked.of(all));
    }

    private static Checked<SignatureFile> read(Path path, String typed) {
        try {
            return Checked.of(new SignatureFile("'" + typed + "'", RegularFile.read(path, LARGEST)));
        } catch (IOException unreadable) {
            return Checked.failed(Diagnostic.error("approval-unreadable", "the approval '" + typed + "' cannot be read")
                    .because(FileTrouble.of(unreadable))
                    .fix("Name the file that ssh-keygen -Y sign or approve wrote."));
        }
    }

    /** Signatures that lie beside a plan; one that cannot be read does not count. */
    private static Checked<List<SignatureFile>> beside(Path plan) {
        String name = plan.getFileName().toString();
        Folder folder = Folder.of(plan.toAbsolutePath().getParent());
        List<SignatureFile> found = new ArrayList<>();
        List<Diagnostic> notes = new ArrayList<>();
        try {
            for (Path each : folder.names(other -> other.startsWith(name + ".") && other.endsWith(".sig"), MOST)) {
                try {
                    found.add(new SignatureFile(
                            "'" + each.getFileName() + "'", folder.read(each.getFileName(), LARGEST)));
                } catch (IOException unreadable) {
                    notes.add(Diagnostic.warning(
                                    "approval-unreadable", "the approval '" + each.getFileName() + "' cannot be read")
                            .because(FileTrouble.of(unreadable))
                            .fix("Keep signatures as plain files, or remove what is no signature."));
                }
            }
            return Checked.of(List.copyOf(found), notes);
        } catch (IOException unreadable) {
            return Checked.failed(
                    Diagnostic.error("approval-unreadable", "the folder of the plan cannot be looked through")
                            .because(FileTrouble.of(unreadable))
                            .fix("Name the approvals instead: " + APPROVAL + "=FILE."));
        }
    }
}
