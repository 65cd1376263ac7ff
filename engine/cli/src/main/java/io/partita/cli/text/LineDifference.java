package io.partita.cli.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffAlgorithm.SupportedAlgorithm;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** In which lines two texts differ, as Git writes it. */
public final class LineDifference {

    private LineDifference() {}

    /** Hunks with three lines around each difference; empty when there is none. */
    public static String of(String before, String after) {
        RawText first = new RawText(before.getBytes(StandardCharsets.UTF_8));
        RawText second = new RawText(after.getBytes(StandardCharsets.UTF_8));
        EditList edits =
                DiffAlgorithm.getAlgorithm(SupportedAlgorithm.HISTOGRAM).diff(RawTextComparator.DEFAULT, first, second);
        ByteArrayOutputStream hunks = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(hunks)) {
            formatter.format(edits, first, second);
            formatter.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException("this is a bug in partita: nothing was written to", impossible);
        }
        return hunks.toString(StandardCharsets.UTF_8);
    }
}
