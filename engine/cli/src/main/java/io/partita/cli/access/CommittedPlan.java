package io.partita.cli.access;

import io.partita.cli.approval.AllowedPgpKeys;
import io.partita.cli.approval.AllowedSigners;
import io.partita.cli.approval.KnownSigners;
import io.partita.cli.approval.PolicyFiles;
import io.partita.cli.approval.SshKeys;
import io.partita.cli.approval.SshSignature;
import io.partita.cli.origin.AtHand;
import io.partita.cli.origin.BlobId;
import io.partita.cli.origin.Checkout;
import io.partita.cli.origin.History.Commit;
import io.partita.cli.origin.History.Parents;
import io.partita.cli.origin.Revision;
import io.partita.cli.origin.Revision.Entry;
import io.partita.cli.origin.Revision.Kind;
import io.partita.cli.unit.DeclaredFiles;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.approval.ApprovalPolicy;
import io.partita.core.approval.Authors;
import io.partita.core.codec.ApprovalCodecs;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A plan's file, and what the repository around it says of it.
 *
 * @param file the plan's file
 * @param home the folder of its declaration
 * @param network the folder of its network
 * @param plan what was read of that file, and is carried out
 * @param environment of the process
 */
public record CommittedPlan(Path file, Unit home, Unit network, SavedPlan plan, Map<String, String> environment) {

    private static final String GIT = "git";

    /**
     * What speaks against the plan being the one that is committed, with the declaration that it was made of.
     *
     * @param branch on which it has to be; empty: at HEAD
     */
    public List<Diagnostic> uncommitted(Optional<String> branch) {
        try {
            Path real = file.toRealPath();
            Checkout checkout = checkout(real);
            String path = checkout.within(real);
            try (Revision tip = tip(checkout, branch)) {
                List<Diagnostic> against = new ArrayList<>();
                String where = branch.map(name -> "branch " + name + " (commit " + tip.id() + ")")
                        .orElse("commit " + tip.id());
                Optional<Entry> committed = tip.entry(path);
                if (!committed.equals(AtHand.entry(checkout.root(), path))) {
                    against.add(
                            not(committed.isEmpty() ? path + " is not in " + where : path + " is another in " + where));
                } else if (!isRead(committed)) {
                    against.add(not("what was read of " + path + " is another than " + where + " has"));
                }
                if (branch.isPresent()) {
                    behind(checkout, tip, where).ifPresent(against::add);
                }
                against.addAll(moved(checkout, tip, where));
                return against;
            }
        } catch (IOException unreadable) {
            return List.of(not(String.valueOf(unreadable.getMessage())));
        }
    }

    /** Whether a file of a commit has what was read: what lies in the folder can be another by now. */
    private boolean isRead(Optional<Entry> committed) {
        String id = BlobId.of(plan.text().getBytes(StandardCharsets.UTF_8));
        return committed.equals(Optional.of(new Entry(Kind.FILE, id)));
    }

    private SortedMap<String, String> declared() {
        return plan.plan().content().declared();
    }

    private Checkout checkout(Path plan) throws IOException {
        Path root = Checkout.outermost(plan).orElseThrow(() -> new IOException(plan + " is in no repository"));
        return Checkout.at(root, environment);
    }

    private static Revision tip(Checkout checkout, Optional<String> branch) throws IOException {
        return branch.isPresent() ? Revision.ofBranch(checkout, branch.get()) : Revision.of(checkout, "HEAD");
    }

    private static Diagnostic not(String why) {
        return Diagnostic.refusal("plan-not-committed", "the plan is not the one that is committed")
                .because(why)
                .fix(
                        "Have the plan committed and merged, check that commit out as it is, and apply the file from there.");
    }

    /** What is checked out has to be a part of the branch: a commit beside it was never merged. */
    private static Optional<Diagnostic> behind(Checkout checkout, Revision tip, String where) throws IOException {
        try (Revision head = Revision.of(checkout, "HEAD")) {
            return tip.history().contains(head.id())
                    ? Optional.empty()
                    : Optional.of(not("what is checked out, commit " + head.id() + ", is not on " + where));
        }
    }

    private List<Diagnostic> moved(Checkout checkout, Revision tip, String where) throws IOException {
        if (declared().isEmpty()) {
            return List.of(
                    Diagnostic.refusal("plan-without-declaration", "the plan does not say which declaration it is of")
                            .because("it was made outside of a repository")
                            .fix("Plan again in the checkout, and have that plan committed."));
        }
        Path from = home.folder().toRealPath();
        Path to = network.folder().toRealPath();
        if (!from.startsWith(checkout.root()) || !to.startsWith(checkout.root())) {
            return List.of(not("the declaration, or its network, lies outside of the repository " + checkout.root()));
        }
        List<Diagnostic> moved = new ArrayList<>();
        different(DeclaredFiles.in(tip, checkout, from, to))
                .ifPresent(name -> moved.add(moved(name + " of " + where + " is not the one that was planned")));
        different(DeclaredFiles.atHand(from, to))
                .ifPresent(name -> moved.add(moved(name + " at hand is not the one that was planned")));
        return moved;
    }

    private Optional<String> different(SortedMap<String, String> now) {
        SortedSet<String> names = new TreeSet<>(declared().keySet());
        names.addAll(now.keySet());
        return names.stream()
                .filter(name -> !Optional.ofNullable(declared().get(name)).equals(Optional.ofNullable(now.get(name))))
                .findFirst();
    }

    private static Diagnostic moved(String why) {
        return Diagnostic.refusal("declaration-moved", "the declaration has changed since the plan was made")
                .because(why + ", byte for byte; where version control changes line ends, that is a change as well")
                .fix("Plan again, and have that plan approved and committed.");
    }

    /**
     * What speaks against the commit that brought the plan to its branch being signed by somebody who may.
     *
     * @param keys where the list of signers is trusted
     * @param now when it is asked
     */
    public List<Diagnostic> unsigned(Optional<String> branch, PolicyFiles keys, Instant now) {
        try {
            Path real = file.toRealPath();
            Checkout checkout = checkout(real);
            try (Revision tip = tip(checkout, branch)) {
                Commit commit = tip.history().brought(checkout.within(real), Parents.FIRST);
                byte[] signature = signature(commit);
                if (AllowedPgpKeys.isSignature(signature)) {
                    pgpKeysOf(keys)
                            .orElseThrow(() -> new IOException("commit " + commit.id()
                                    + " is signed with a key of OpenPGP, and there is no file '" + PolicyFiles.KEYS
                                    + "' there"))
                            .requireSigned(signature, commit.signed(), now);
                } else {
                    signersOf(keys).names(verified(commit).publicKey(), GIT, now);
                }
                return List.of();
            }
        } catch (IOException refused) {
            return List.of(Diagnostic.refusal(
                            "commit-not-signed", "the commit that brought the plan is not signed by somebody who may")
                    .because(String.valueOf(refused.getMessage()))
                    .fix("Have it signed with a key of SSH that the list of signers of " + keys.where()
                            + " has (git config gpg.format ssh), or with one of OpenPGP that is in its "
                            + PolicyFiles.KEYS + ", and merge it so that its signature stays."));
        }
    }

    /** The list that the policy names; without a policy the one that is called as usual. */
    private static AllowedSigners signersOf(PolicyFiles keys) throws IOException {
        Optional<byte[]> policy = keys.read(PolicyFiles.NAME);
        String name = policy.isPresent() ? signers(policy.get()) : PolicyFiles.SIGNERS;
        byte[] list = keys.read(name).orElseThrow(() -> new IOException("there is no file '" + name + "' there"));
        return AllowedSigners.parse(list);
    }

    private static String signers(byte[] policy) throws IOException {
        Checked<ApprovalPolicy> read = ApprovalCodecs.POLICY.read(policy, PolicyFiles.NAME);
        if (!read.isPresent()) {
            throw new IOException("'" + PolicyFiles.NAME + "' cannot be used: "
                    + read.diagnostics().get(0).summary());
        }
        return read.value().signers();
    }

    /** Empty when there is no such file. */
    private static Optional<AllowedPgpKeys> pgpKeysOf(PolicyFiles keys) throws IOException {
        Optional<byte[]> file = keys.read(PolicyFiles.KEYS);
        return file.isPresent() ? Optional.of(AllowedPgpKeys.parse(file.get())) : Optional.empty();
    }

    private static byte[] signature(Commit commit) throws IOException {
        return commit.signature().orElseThrow(() -> new IOException("commit " + commit.id() + " has no signature"));
    }

    private static SshSignature verified(Commit commit) throws IOException {
        byte[] text = signature(commit);
        if (!SshSignature.begins(text)) {
            throw new IOException("commit " + commit.id() + " is not signed with a key of SSH or OpenPGP");
        }
        SshSignature signature = SshSignature.parse(text);
        if (!signature.namespace().equals(GIT) || !SshKeys.hasSigned(signature, commit.signed())) {
            throw new IOException("the signature in commit " + commit.id() + " is not of this commit");
        }
        return signature;
    }

    /**
     * Who proposed the plan: authors, committers and signers of the commits that brought its file and the files of its
     * declaration as they are at HEAD. Without a signature an address is a claim.
     *
     * @param allowed whose keys are known: one that may sign no more, or for something else, is still somebody's
     */
    public Authors authors(KnownSigners allowed) {
        try {
            Path real = file.toRealPath();
            Checkout checkout = checkout(real);
            try (Revision head = Revision.of(checkout, "HEAD")) {
                String where = "commit " + head.id();
                if (!isRead(head.entry(checkout.within(real)))) {
                    return new Authors.Unknown("the plan's file is not the one of " + where);
                }
                List<Diagnostic> moved = moved(checkout, head, where);
                if (!moved.isEmpty()) {
                    return new Authors.Unknown(moved.get(0).summary());
                }
                return new Authors.Known(authors(checkout, head, real, allowed));
            }
        } catch (IOException | IllegalArgumentException unknown) {
            return new Authors.Unknown(String.valueOf(unknown.getMessage()));
        }
    }

    private SortedSet<String> authors(Checkout checkout, Revision head, Path real, KnownSigners allowed)
            throws IOException {
        Path from = home.folder().toRealPath();
        List<String> paths = new ArrayList<>(List.of(checkout.within(real)));
        declared()
                .keySet()
                .forEach(name -> paths.add(checkout.within(from.resolve(name).normalize())));
        SortedSet<String> authors = new TreeSet<>();
        for (String path : paths) {
            Commit commit = head.history().brought(path, Parents.ANY);
            authors.addAll(commit.emails());
            authors.addAll(signersIfAny(commit, allowed));
        }
        return authors;
    }

    private static Set<String> signersIfAny(Commit commit, KnownSigners allowed) {
        try {
            Optional<byte[]> signature = commit.signature();
            if (signature.isEmpty()) {
                return Set.of();
            }
            return AllowedPgpKeys.isSignature(signature.get())
                    ? allowed.openPgp().whose(signature.get(), commit.signed())
                    : allowed.ssh().whose(verified(commit).publicKey());
        } catch (IOException nobodyWhoIsKnown) {
            return Set.of();
        }
    }
}
