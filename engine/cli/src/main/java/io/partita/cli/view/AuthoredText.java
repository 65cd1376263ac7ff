package io.partita.cli.view;

import io.partita.cli.result.Payload;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Formats;
import io.partita.cli.text.TextLayout;
import java.util.List;

/** Texts of declarations that were laid out or made, for people. */
final class AuthoredText {

    private AuthoredText() {}

    /** Every file that differs; then, where nothing was written, in which lines. */
    static TextLayout laidOut(TextLayout paper, Payload.LaidOut content) {
        List<Payload.LaidOutFile> changed = content.files().stream()
                .filter(file -> file.difference().isPresent())
                .toList();
        String files = Formats.of(content.files().size(), "file");
        if (changed.isEmpty()) {
            return paper.line(0, 2, Emphasis.GREEN.of(files + " in the one layout already."));
        }
        switch (content.writing()) {
            case DONE -> changed.forEach(file -> paper.copyable(0, file.file()));
            case LEFT -> changed.forEach(file -> difference(paper, file));
        }
        String what = content.writing() == Payload.Writing.DONE ? " laid out anew." : " to be laid out anew.";
        return paper.line(0, 2, Emphasis.BOLD.of(changed.size() + " of " + files + what));
    }

    private static void difference(TextLayout paper, Payload.LaidOutFile file) {
        paper.copyable(0, Emphasis.BOLD.of("--- " + file.file()));
        paper.copyable(0, Emphasis.BOLD.of("+++ " + file.file() + ", laid out"));
        file.difference().orElseThrow().lines().forEach(line -> {
            Emphasis ink = line.startsWith("+")
                    ? Emphasis.GREEN
                    : line.startsWith("-") ? Emphasis.RED : line.startsWith("@") ? Emphasis.CYAN : Emphasis.FAINT;
            paper.copyable(0, ink.of(line));
        });
        paper.blank();
    }

    static TextLayout adopted(TextLayout paper, Payload.Adopted content) {
        int parties = content.adoption().parties().size();
        if (parties == 0) {
            return paper.line("There is no party to write.");
        }
        paper.line(0, 2, Emphasis.BOLD.of(Formats.of(parties, "party") + " written; planned, nothing changes."));
        content.file().ifPresent(file -> paper.copyable(0, "Saved as: " + file));
        return paper;
    }
}
