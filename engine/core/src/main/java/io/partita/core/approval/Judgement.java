package io.partita.core.approval;

import io.partita.core.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether a plan is approved now.
 *
 * @param policy hash of the policy that was asked, lower-case hex; empty when there is none
 * @param counted the approvals that count, each with the role that it fills
 * @param valid all approvals of the plan that count now: first those that fill a role, then those that no role needs
 * @param against what speaks against carrying the plan out; none when it is approved
 * @param notes what is to be known besides
 * @param authors who proposed the plan; none when the policy does not want to know
 */
public record Judgement(
        Optional<String> policy,
        List<Counted> counted,
        List<Approval> valid,
        List<Diagnostic> against,
        List<Diagnostic> notes,
        SortedSet<String> authors) {

    /** Nobody has to approve anything. */
    public static final Judgement NOT_WANTED =
            new Judgement(Optional.empty(), List.of(), List.of(), List.of(), List.of(), new TreeSet<>());

    /** An approval, and the role that it fills. */
    public record Counted(Approval approval, String role) {}

    public Judgement {
        Objects.requireNonNull(policy, "policy");
        counted = List.copyOf(counted);
        valid = List.copyOf(valid);
        against = List.copyOf(against);
        notes = List.copyOf(notes);
        authors = Collections.unmodifiableSortedSet(new TreeSet<>(authors));
    }

    public static Judgement refused(List<Diagnostic> against) {
        return new Judgement(Optional.empty(), List.of(), List.of(), against, List.of(), new TreeSet<>());
    }

    /** With more to be known. */
    public Judgement noting(List<Diagnostic> more) {
        List<Diagnostic> all = new ArrayList<>(more);
        all.addAll(notes);
        return new Judgement(policy, counted, valid, against, all, authors);
    }

    public boolean isApproved() {
        return against.isEmpty();
    }

    /** Those that fill a role. */
    public List<Approval> approvals() {
        return counted.stream().map(Counted::approval).toList();
    }
}
