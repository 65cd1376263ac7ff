package io.partita.plans.kill;

import io.partita.plans.kill.Point.Moment;
import io.partita.plans.kill.Watch.Told;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;

/** Kills one process, at the first call that is chosen. */
final class Assassin implements Watch.Trap {

    private final BiPredicate<Told, Moment> chosen;
    private final CompletableFuture<Client> victim = new CompletableFuture<>();

    Assassin(BiPredicate<Told, Moment> chosen) {
        this.chosen = chosen;
    }

    /** A call may come before its caller is known here; the kill waits for that. */
    void aim(Client client) {
        victim.complete(client);
    }

    @Override
    public boolean isFatal(Told call, Moment moment) {
        return chosen.test(call, moment);
    }

    @Override
    public void kill() {
        victim.join().kill();
    }
}
