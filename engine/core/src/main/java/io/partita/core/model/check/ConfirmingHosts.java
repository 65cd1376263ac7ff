package io.partita.core.model.check;

import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;

/** How many declared hosts of a party can confirm. */
final class ConfirmingHosts {

    private ConfirmingHosts() {}

    static long of(DeclaredParty party) {
        return party.hosts().stream()
                .map(DeclaredHost::permission)
                .filter(permission -> permission.value().confirms())
                .count();
    }
}
