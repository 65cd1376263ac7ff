package io.partita.cli.view;

import io.partita.cli.report.AccessChange;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Inked;
import io.partita.cli.text.TextLayout;
import java.util.List;

/** How a run is to be reached in another way: the former way above the new one, for every word that differs. */
final class AccessText {

    private static final int WORD_COLUMNS = 7;

    private AccessText() {}

    static void write(TextLayout paper, List<AccessChange> changes) {
        paper.line(0, 2, Emphasis.BOLD.of("The access of the run differs from what it was until now:"));
        String subject = "";
        for (AccessChange change : changes) {
            if (!change.subject().equals(subject)) {
                subject = change.subject();
                paper.line(0, 2, subject);
            }
            line(paper, change.word(), "was", Emphasis.FAINT.of(change.before().orElse("(not there)")));
            line(paper, "", "is", Emphasis.YELLOW.of(change.now().orElse("(not there)")));
        }
    }

    private static void line(TextLayout paper, String word, String when, Inked text) {
        String label = TextLayout.padded(word, WORD_COLUMNS) + "  " + TextLayout.padded(when, 3) + "  ";
        paper.line(2, 2 + label.length() + 2, Inked.of(label).plus(text));
    }
}
