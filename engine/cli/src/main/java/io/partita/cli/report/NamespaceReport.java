package io.partita.cli.report;

import io.partita.cli.text.StepText;
import io.partita.core.model.Fingerprint;
import io.partita.core.plan.NamespaceFoundation;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Signer;
import java.util.List;
import java.util.Objects;

/**
 * A decentralized namespace that the plan founds.
 *
 * @param namespace its fingerprint
 * @param threshold how many of its owners will sign for it
 * @param owners who they are, each with its fingerprint, in the order in which they sign
 */
public record NamespaceReport(Fingerprint namespace, int threshold, List<String> owners) {

    public NamespaceReport {
        Objects.requireNonNull(namespace, "namespace");
        owners = List.copyOf(owners);
    }

    static List<NamespaceReport> of(Plan plan) {
        return plan.content().namespaces().stream().map(NamespaceReport::of).toList();
    }

    private static NamespaceReport of(NamespaceFoundation foundation) {
        return new NamespaceReport(
                foundation.definition().namespace(),
                foundation.definition().threshold(),
                foundation.signers().stream().map(NamespaceReport::owner).toList());
    }

    private static String owner(Signer signer) {
        return StepText.signer(signer) + " (" + signer.namespace() + ")";
    }

    /** What is founded, for people, without a full stop. */
    public String sentence() {
        return "decentralized namespace " + namespace + " is founded by " + String.join(", ", owners) + "; " + threshold
                + " of them sign for it";
    }
}
