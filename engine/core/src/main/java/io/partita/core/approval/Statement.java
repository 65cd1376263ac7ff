package io.partita.core.approval;

import java.time.Instant;

/**
 * That a participant was backed up since it was isolated: the text that is signed. The same words for the same backup,
 * so that nothing has to be kept.
 *
 * @param planHash of the run's plan
 * @param run its name
 * @param participant as the plan calls it
 * @param participantId which one it is
 * @param isolated since when
 */
public record Statement(String planHash, String run, String participant, String participantId, Instant isolated) {

    /** What is signed, with a line end. */
    public String text() {
        return "partita.backup/1\nplan: " + planHash + "\nrun: " + run + "\nparticipant: " + participantId
                + "\nisolated since: " + isolated + "\n";
    }

    /** What its file is called. */
    public String fileName() {
        return "backup-" + participant + ".txt";
    }
}
