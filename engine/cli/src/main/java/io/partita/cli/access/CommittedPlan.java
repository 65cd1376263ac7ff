package io.partita.cli.access;

import io.partita.cli.approval.AllowedSigners;
import io.partita.cli.approval.PolicyFiles;
import io.partita.cli.approval.SshKeys;
import io.partita.cli.approval.SshSignature;
import io.partita.cli.origin.AtHand;
import io.partita.cli.origin.Checkout;
import io.partita.cli.origin.History.Commit;
import io.partita.cli.origin.History.Parents;
import io.partita.cli.origin.Revision;
import io.partita.cli.origin.Revision.Entry;
import io.partita.cli.unit.DeclaredFiles;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Diagnostic;
import java.io.IOException;
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
 * @param declared the files of the declaration that the plan was made of, with their ids
 * @param environment of the process
 */
public record CommittedPlan(
        Path file, Unit home, Unit network, SortedMap<String, String> declared, Map<String, String> environment) {

    private static final String GIT = "git";

    /**
     * What speaks against the plan being the one that is committed, with the declaration that it was made of.
     *
     * @param branch on which it has to be; empty: at HEAD
     */
    public List<Diagnostic> uncommitted(Optional<String> branch) {
        try {
            Path plan = file.toRealPath();
            Checkout checkout = checkout(plan);
            String path = checkout.within(plan);
            try (Revision tip = tip(checkout, branch)) {
                List<Diagnostic> against = new ArrayList<>();
                String where = branch.map(name -> "branch " + name + " (commit " + tip.id() + ")")
                        .orElse("commit " + tip.id());
                Optional<Entry> committed = tip.entry(path);
                if (!committed.equals(AtHand.entry(checkout.root(), path))) {
                    against.add(
                            not(committed.isEmpty() ? path + " is not in " + where : path + " is another in " + where));
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
        if (declared.isEmpty()) {
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
        SortedSet<String> names = new TreeSet<>(declared.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .filter(name -> !Optional.ofNullable(declared.get(name)).equals(Optional.ofNullable(now.get(name))))
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
            Path plan = file.toRealPath();
            Checkout checkout = checkout(plan);
            try (Revision tip = tip(checkout, branch)) {
                Commit commit = tip.history().brought(checkout.within(plan), Parents.FIRST);
                signers(commit, signersOf(keys), now);
                return List.of();
            }
        } catch (IOException refused) {
            return List.of(Diagnostic.refusal(
                            "commit-not-signed", "the commit that brought the plan is not signed by somebody who may")
                    .because(String.valueOf(refused.getMessage()))
                    .fix("Have it signed with a key of SSH that the list of signers of " + keys.where()
                            + " has (git config gpg.format ssh), and merge it so that its signature stays."));
        }
    }

    private static AllowedSigners signersOf(PolicyFiles keys) throws IOException {
        byte[] list = keys.read(PolicyFiles.SIGNERS)
                .orElseThrow(() -> new IOException("there is no file '" + PolicyFiles.SIGNERS + "' there"));
        return AllowedSigners.parse(list);
    }

    private static SortedSet<String> signers(Commit commit, AllowedSigners allowed, Instant now) throws IOException {
        byte[] text =
                commit.signature().orElseThrow(() -> new IOException("commit " + commit.id() + " has no signature"));
        if (!SshSignature.begins(text)) {
            throw new IOException("commit " + commit.id() + " is not signed with a key of SSH");
        }
        SshSignature signature = SshSignature.parse(text);
        if (!signature.namespace().equals(GIT) || !SshKeys.hasSigned(signature, commit.signed())) {
            throw new IOException("the signature in commit " + commit.id() + " is not of this commit");
        }
        return allowed.names(signature.publicKey(), GIT, now);
    }

    /**
     * Who proposed the plan: authors, committers and signers of the commits that brought its file and the files of its
     * declaration as they are at HEAD. Without a signature an address is a claim.
     *
     * @param keys where the list of signers is trusted
     * @return empty when the history does not say it
     */
    public Optional<Set<String>> authors(PolicyFiles keys, Instant now) {
        try {
            Path plan = file.toRealPath();
            Checkout checkout = checkout(plan);
            Path from = home.folder().toRealPath();
            AllowedSigners allowed = signersOf(keys);
            Set<String> authors = new TreeSet<>();
            try (Revision head = Revision.of(checkout, "HEAD")) {
                if (!head.entry(checkout.within(plan)).equals(AtHand.entry(checkout.root(), checkout.within(plan)))) {
                    return Optional.empty();
                }
                List<String> paths = new ArrayList<>(List.of(checkout.within(plan)));
                declared.keySet()
                        .forEach(name ->
                                paths.add(checkout.within(from.resolve(name).normalize())));
                for (String path : paths) {
                    Commit commit = head.history().brought(path, Parents.ANY);
                    authors.addAll(commit.emails());
                    authors.addAll(signersIfAny(commit, allowed, now));
                }
            }
            return Optional.of(authors);
        } catch (IOException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Set<String> signersIfAny(Commit commit, AllowedSigners allowed, Instant now) {
        try {
            return commit.signature().isPresent() ? signers(commit, allowed, now) : Set.of();
        } catch (IOException nobodyWhoIsKnown) {
            return Set.of();
        }
    }
}
