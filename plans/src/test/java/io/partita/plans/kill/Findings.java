package io.partita.plans.kill;

import io.partita.plans.Command;
import java.util.ArrayList;
import java.util.List;

/** What is not as it must be, all of it. */
final class Findings {

    private final List<String> all = new ArrayList<>();

    void add(String finding) {
        all.add(finding);
    }

    void compare(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            all.add(what + ": expected " + expected + "; found " + found);
        }
    }

    void ended(Command.Ended ended, String command) {
        if (ended.exit() != 0) {
            all.add(command + " ended with " + ended.exit() + ":\n" + ended.stdout() + ended.stderr());
        }
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
