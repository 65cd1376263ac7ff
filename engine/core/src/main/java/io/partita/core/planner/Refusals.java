package io.partita.core.planner;

import io.partita.core.diagnostic.Diagnostic;
import java.util.List;
import java.util.Set;

/**
 * Which diagnostics of planning are refusals: the declaration is in order and everybody answered, but a rule or a
 * precondition says no. Scripts treat these differently from mistakes and failures.
 */
public final class Refusals {

    private static final Set<String> CODES = Set.of(
            "competing-proposal",
            "dar-refused",
            "half-done-hosting",
            "hosted-earlier",
            "missing-package",
            "no-backup",
            "no-owner",
            "no-source",
            "not-connected",
            "onboarding-under-way",
            "owner-cannot-be-target",
            "party-was-removed",
            "passive-replica",
            "protocol-version-too-old",
            "release-form-unknown",
            "release-loses-contracts",
            "release-too-old",
            "release-without-export",
            "stale-contracts",
            "too-few-owners",
            "undeclared-host");

    private Refusals() {}

    /** Whether there are errors, and all of them are refusals. */
    public static boolean only(List<Diagnostic> diagnostics) {
        List<Diagnostic> errors =
                diagnostics.stream().filter(Diagnostic::isError).toList();
        return !errors.isEmpty() && errors.stream().allMatch(error -> CODES.contains(error.code()));
    }
}
