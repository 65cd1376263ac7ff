package io.partita.cli.command;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.planner.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads what is said with {@code --repair}. */
final class Repairs {

    private Repairs() {}

    static Checked<Set<Repair>> parse(List<String> texts) {
        Set<Repair> all = new TreeSet<>();
        List<Diagnostic> wrong = new ArrayList<>();
        for (String text : texts) {
            Repair.parse(text)
                    .ifPresentOrElse(
                            all::add,
                            () -> wrong.add(Diagnostic.error("bad-repair", "--repair=" + text + " names nothing")
                                    .because("it wants the name of a party, @, and the name of a participant")
                                    .fix("write --repair=PARTY@PARTICIPANT with the names of the declaration")
                                    .classed(DiagnosticClass.USAGE)));
        }
        return wrong.isEmpty() ? Checked.of(all) : Checked.failed(wrong);
    }
}
