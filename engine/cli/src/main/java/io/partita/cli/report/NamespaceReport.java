package io.partita.cli.report;

import io.partita.cli.text.StepText;
import io.partita.core.model.Fingerprint;
import io.partita.core.plan.KeyIntroduction;
import io.partita.core.plan.NamespaceFoundation;
import io.partita.core.plan.Plan;
import io.partita.core.plan.Signer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A namespace that comes into being with the plan.
 *
 * @param namespace its fingerprint
 * @param sentence what happens to it, for people, without a full stop
 */
public record NamespaceReport(Fingerprint namespace, String sentence) {

    public NamespaceReport {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(sentence, "sentence");
    }

    static List<NamespaceReport> of(Plan plan) {
        return Stream.concat(
                        plan.content().introductions().stream().map(NamespaceReport::of),
                        plan.content().namespaces().stream().map(NamespaceReport::of))
                .toList();
    }

    private static NamespaceReport of(KeyIntroduction introduction) {
        Fingerprint namespace = introduction.namespace();
        return new NamespaceReport(
                namespace,
                "namespace " + namespace + " is introduced with its "
                        + introduction.key().spec().word() + " key, which " + introduction.holder()
                        + " holds; that key signs for it");
    }

    private static NamespaceReport of(NamespaceFoundation foundation) {
        Fingerprint namespace = foundation.definition().namespace();
        List<String> owners =
                foundation.signers().stream().map(NamespaceReport::owner).toList();
        return new NamespaceReport(
                namespace,
                "decentralized namespace " + namespace + " is founded by " + String.join(", ", owners) + "; "
                        + foundation.definition().threshold() + " of them sign for it");
    }

    private static String owner(Signer signer) {
        return StepText.signer(signer) + " (" + signer.namespace() + ")";
    }
}
