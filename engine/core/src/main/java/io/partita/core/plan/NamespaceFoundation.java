package io.partita.core.plan;

import io.partita.core.model.KeyName;
import io.partita.core.model.NamespaceDefinition;
import java.util.List;
import java.util.Objects;

/**
 * A decentralized namespace that the plan founds, before the parties that are created in it. All of its owners sign.
 *
 * @param definition its first definition
 * @param signers every owner once, in the order in which they sign; one that proposes first
 * @param introduced keys among the owners that the topology does not know yet, sorted: each is introduced first
 */
public record NamespaceFoundation(NamespaceDefinition definition, List<Signer> signers, List<KeyName> introduced) {
    public NamespaceFoundation {
        Objects.requireNonNull(definition, "definition");
        signers = List.copyOf(signers);
        introduced = introduced.stream().sorted().toList();
        if (signers.isEmpty()) {
            throw new IllegalArgumentException("nobody founds " + definition.namespace());
        }
    }

    /** How the ids of steps name it. */
    public String label() {
        return definition.namespace().label();
    }
}
