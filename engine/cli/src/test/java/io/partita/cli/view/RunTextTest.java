package io.partita.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.cli.result.Payload.LiveParty;
import io.partita.cli.text.TextLayout;
import io.partita.core.model.ParticipantName;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the end of a run says of its parties. */
class RunTextTest {

    @Test
    void whatNobodyCouldBeAskedForIsNotSaid() {
        assertThat(said(Optional.of(new ParticipantName("participant1"))))
                .isEqualTo("Party Alice  hosted nowhere, as participant1 sees it\n");
        assertThat(said(Optional.empty())).isEqualTo("Party Alice  not read: nobody could be asked\n");
    }

    private static String said(Optional<ParticipantName> readFrom) {
        TextLayout paper = new TextLayout(100, TextLayout.Colours.OFF);
        RunText.hosting(paper, List.of(new LiveParty("Alice", readFrom, Optional.empty(), new TreeMap<>())));
        return paper.toString();
    }
}
