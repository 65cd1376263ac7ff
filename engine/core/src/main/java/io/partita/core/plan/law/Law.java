package io.partita.core.plan.law;

import java.util.ArrayList;
import java.util.List;

/** One thing that holds for every plan. An instance judges one plan, once. */
abstract class Law {

    private final List<Breach> breaches = new ArrayList<>();

    final List<Breach> breaches() {
        judge();
        return List.copyOf(breaches);
    }

    abstract void judge();

    final void broken(String part, String what, String why) {
        breaches.add(new Breach(part, what, why));
    }
}
