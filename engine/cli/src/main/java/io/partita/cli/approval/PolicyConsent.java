package io.partita.cli.approval;

import io.partita.core.approval.Approval;
import io.partita.core.approval.ApprovalPolicy;
import io.partita.core.approval.Authors;
import io.partita.core.approval.Consent;
import io.partita.core.approval.Judgement;
import io.partita.core.approval.Quorums;
import io.partita.core.approval.Statement;
import io.partita.core.codec.ApprovalCodecs;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.hash.Sha256;
import io.partita.core.model.check.LookAlikes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * The consent to a plan, as the policy of its network wants it. The policy is read again whenever it is asked.
 *
 * @param policy where it is trusted
 * @param plan the text of the plan, as partita writes it
 * @param given files with signatures that were brought
 * @param authors who proposed the plan, from the list of those who may sign. Asked once, and only where the policy wants
 *     to know: what is checked out can be another commit by the next gate
 * @param need whether there has to be a policy
 */
public record PolicyConsent(
        PolicyFiles policy, String plan, List<SignatureFile> given, Function<KnownSigners, Authors> authors, Need need)
        implements Consent {

    /** Whether somebody wants a plan to be approved. */
    public enum Need {
        /** Where the network has a policy. */
        AS_THE_NETWORK_SAYS,
        /** In any case: a network without a policy approves nothing. */
        ALWAYS
    }

    /** A policy with the keys of its people. */
    private record Rules(ApprovalPolicy policy, String hash, AllowedSigners signers, AllowedPgpKeys keys) {}

    public PolicyConsent {
        given = List.copyOf(given);
        authors = new Once(authors);
    }

    /** An answer that stays. */
    private static final class Once implements Function<KnownSigners, Authors> {
        private final Function<KnownSigners, Authors> asked;
        private Optional<Authors> answer = Optional.empty();

        Once(Function<KnownSigners, Authors> asked) {
            this.asked = asked;
        }

        @Override
        public synchronized Authors apply(KnownSigners signers) {
            answer = answer.or(() -> Optional.of(asked.apply(signers)));
            return answer.get();
        }
    }

    @Override
    public Judgement judge(List<Approval> recorded, Instant now) {
        Checked<Optional<Rules>> rules = rules();
        if (!rules.isPresent()) {
            return Judgement.refused(rules.diagnostics());
        }
        if (rules.value().isEmpty()) {
            return need == Need.ALWAYS ? Judgement.refused(List.of(noPolicy())) : Judgement.NOT_WANTED;
        }
        return judge(rules.value().get(), recorded, now);
    }

    private Judgement judge(Rules rules, List<Approval> recorded, Instant now) {
        List<SignatureFile> files = new ArrayList<>();
        for (Approval approval : recorded) {
            files.add(new SignatureFile(
                    "the approval of " + approval.who() + " in the journal",
                    approval.signature().getBytes(StandardCharsets.UTF_8)));
        }
        files.addAll(given);
        List<Approval> valid = new ArrayList<>();
        // Somebody who is in the list twice, under names that look the same, counts as two people.
        List<Diagnostic> notes =
                new ArrayList<>(LookAlikes.confusable("Signer", rules.signers().everybody()));
        for (SignatureFile file : files) {
            approval(rules, file, now, notes)
                    .filter(found -> valid.stream().noneMatch(found::isSameConsentAs))
                    .ifPresent(valid::add);
        }
        return new Quorums(
                        rules.policy(),
                        rules.hash(),
                        now.atZone(ZoneOffset.UTC).toLocalDate(),
                        rules.policy().author() == ApprovalPolicy.Author.EXCLUDED
                                ? authors.apply(new KnownSigners(rules.signers(), rules.keys()))
                                : new Authors.Known(Collections.emptySortedSet()),
                        rules.signers().together())
                .judge(valid)
                .noting(notes);
    }

    private Checked<Optional<Rules>> rules() {
        try {
            Optional<byte[]> file = policy.read(PolicyFiles.NAME);
            if (file.isEmpty()) {
                return Checked.of(Optional.empty());
            }
            return ApprovalCodecs.POLICY
                    .read(file.get(), PolicyFiles.NAME)
                    .then(this::possible)
                    .then(read -> rules(read, Sha256.of(file.get())));
        } catch (IOException unreadable) {
            return Checked.failed(unusable(PolicyFiles.NAME, unreadable));
        }
    }

    private Checked<ApprovalPolicy> possible(ApprovalPolicy read) {
        List<Diagnostic> impossible = new ArrayList<>();
        if (read.roles().isEmpty()) {
            impossible.add(impossible("it has no role, so it asks nobody", "Give it a role, or remove the file."));
        }
        read.roles().forEach((name, role) -> {
            if (role.people().size() < role.quorum()) {
                impossible.add(impossible(
                        "role '" + name + "' wants " + role.quorum() + " of "
                                + role.people().size(),
                        "Name more people, or want fewer."));
            }
        });
        return impossible.isEmpty() ? Checked.of(read) : Checked.failed(impossible);
    }

    private Diagnostic impossible(String why, String fix) {
        return Diagnostic.refusal(
                        "approval-policy-impossible", "the approval policy of " + policy.where() + " cannot be kept")
                .because(why)
                .fix(fix);
    }

    private Checked<Optional<Rules>> rules(ApprovalPolicy read, String hash) {
        try {
            byte[] signers = policy.read(read.signers())
                    .orElseThrow(
                            () -> new SignatureRefused("there is no file '" + read.signers() + "' beside the policy"));
            // Whose keys they are is a part of the policy.
            String whole = Sha256.of(hash + " " + Sha256.of(signers));
            AllowedSigners parsed = AllowedSigners.parse(signers);
            return keys().map(known -> Optional.of(new Rules(read, whole, parsed, known)));
        } catch (IOException unreadable) {
            return Checked.failed(unusable(read.signers(), unreadable));
        }
    }

    private Checked<AllowedPgpKeys> keys() {
        try {
            Optional<byte[]> keys = policy.read(PolicyFiles.KEYS);
            return Checked.of(keys.isPresent() ? AllowedPgpKeys.parse(keys.get()) : AllowedPgpKeys.none());
        } catch (IOException unreadable) {
            return Checked.failed(unusable(PolicyFiles.KEYS, unreadable));
        }
    }

    private Diagnostic unusable(String name, IOException why) {
        return Diagnostic.refusal("approval-policy-unusable", "'" + name + "' of " + policy.where() + " cannot be used")
                .because(String.valueOf(why.getMessage()))
                .fix("Have it corrected by those who own the network's folder. Nothing is carried out without it.");
    }

    private Diagnostic noPolicy() {
        return Diagnostic.refusal("approval-policy-missing", "nothing says who has to approve the plan")
                .because("--require-approved or --policy was given, and " + policy.where() + " has no "
                        + PolicyFiles.NAME)
                .fix(
                        "Have the policy added there by those who own it; or name where it is trusted: --policy=REV|FOLDER.");
    }

    private Optional<Approval> approval(Rules rules, SignatureFile file, Instant now, List<Diagnostic> notes) {
        try {
            SshSignature signature = SshSignature.parse(file.bytes());
            if (!Approval.isNamespace(signature.namespace())) {
                notes.add(doubt("approval-for-something-else", file, "it was not signed for " + Approval.NAMESPACE));
                return Optional.empty();
            }
            Optional<Diagnostic> other = other(signature, file);
            if (other.isPresent()) {
                notes.add(other.get());
                return Optional.empty();
            }
            String key = SshKeys.fingerprint(signature.publicKey());
            SortedSet<String> names = rules.signers().names(signature.publicKey(), signature.namespace(), now);
            return Optional.of(new Approval(names, key, signature.namespace(), signature.armored()));
        } catch (SignatureRefused refused) {
            notes.add(doubt("approval-not-counted", file, refused.getMessage() + key(file)));
            return Optional.empty();
        }
    }

    private static String key(SignatureFile file) {
        try {
            return " (key "
                    + SshKeys.fingerprint(SshSignature.parse(file.bytes()).publicKey()) + ")";
        } catch (SignatureRefused noSignature) {
            return "";
        }
    }

    private Optional<Diagnostic> other(SshSignature signature, SignatureFile file) throws SignatureRefused {
        if (SshKeys.hasSigned(signature, plan.getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        byte[] foreignLineEnds = plan.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return Optional.of(
                SshKeys.hasSigned(signature, foreignLineEnds)
                        ? doubt(
                                        "approval-of-other-line-ends",
                                        file,
                                        "the plan was signed with the line ends of another system, and its hash is over those"
                                                + " that partita writes")
                                .fix(
                                        "Keep version control from changing plans (*.json -text in .gitattributes), and sign the"
                                                + " file again.")
                        : doubt(
                                "approval-of-another-plan",
                                file,
                                "the signature is not of this plan: it is of another one, or the plan was changed since"));
    }

    private static Diagnostic doubt(String code, SignatureFile file, String why) {
        return Diagnostic.warning(code, file.name() + " does not count as an approval")
                .because(why)
                .fix("Have this plan signed by somebody whose key counts.");
    }

    @Override
    public Optional<Diagnostic> backup(Statement statement, Instant now) {
        Checked<Optional<Rules>> rules = rules();
        if (!rules.isPresent()) {
            return rules.diagnostics().stream().findFirst();
        }
        if (rules.value().isEmpty() && need == Need.ALWAYS) {
            return Optional.of(noPolicy());
        }
        Optional<Rules> strict =
                rules.value().filter(found -> found.policy().backups() == ApprovalPolicy.Backups.SIGNED);
        if (strict.isEmpty() || given.stream().anyMatch(file -> isSigned(strict.get(), file, statement, now))) {
            return Optional.empty();
        }
        return Optional.of(Diagnostic.note(
                        BACKUP_NOT_SIGNED,
                        "nobody with a role has signed that " + statement.participant() + " was backed up")
                .because("the policy of " + policy.where() + " wants it signed, as a plan is")
                .fix("Make the backup, and have the statement signed.")
                .next(NextCommand.backedUp(statement.participant()).with("--approval", "FILE")));
    }

    private static boolean isSigned(Rules rules, SignatureFile file, Statement statement, Instant now) {
        try {
            SshSignature signature = SshSignature.parse(file.bytes());
            return Approval.isNamespace(signature.namespace())
                    && SshKeys.hasSigned(signature, statement.text().getBytes(StandardCharsets.UTF_8))
                    && rules.signers().names(signature.publicKey(), signature.namespace(), now).stream()
                            .anyMatch(name -> rules.policy().roles().values().stream()
                                    .anyMatch(role -> role.people().contains(name)));
        } catch (SignatureRefused doesNotCount) {
            return false;
        }
    }
}
