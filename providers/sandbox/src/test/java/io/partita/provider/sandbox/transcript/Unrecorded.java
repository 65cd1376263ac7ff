package io.partita.provider.sandbox.transcript;

import io.partita.proto.ledger.Command;
import io.partita.proto.ledger.CommandServiceGrpc;
import io.partita.proto.ledger.Commands;
import io.partita.proto.ledger.CreateCommand;
import io.partita.proto.ledger.Identifier;
import io.partita.proto.ledger.Record;
import io.partita.proto.ledger.RecordField;
import io.partita.proto.ledger.SubmitAndWaitForTransactionRequest;
import io.partita.proto.ledger.Value;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.RecordedCall.Api;
import io.partita.testkit.recording.Recording;
import java.util.Base64;
import java.util.Random;

/** What a scenario did beside its recorded calls, as its notes tell. */
final class Unrecorded {

    /** A message beyond this is one that the wire refuses. */
    static final int LARGE = 10 * 1024 * 1024;

    private static final String LARGE_NOTES = "10 Notes with 500 kB of random text";
    private static final int NOTES = 10;
    private static final int TEXT_BYTES = 375_000;

    private final Recording recording;
    private final ReplayNetwork network;

    Unrecorded(Recording recording, ReplayNetwork network) {
        this.recording = recording;
        this.network = network;
    }

    /** Does what came right before a call. */
    void catchUp(RecordedCall call) {
        boolean due = recording.notes().stream()
                .filter(note -> note.text().startsWith(LARGE_NOTES))
                .anyMatch(note -> recording.calls().stream()
                        .filter(other -> other.seq() > note.seq())
                        .findFirst()
                        .filter(call::equals)
                        .isPresent());
        if (due) {
            createLargeNotes(call);
        }
    }

    private void createLargeNotes(RecordedCall call) {
        String party = network.correspondence()
                .translated(call.requests()
                        .get(0)
                        .json()
                        .orElseThrow()
                        .findValue("party")
                        .textValue());
        Random random = new Random(1);
        for (int i = 0; i < NOTES; i++) {
            byte[] bytes = new byte[TEXT_BYTES];
            random.nextBytes(bytes);
            CommandServiceGrpc.newBlockingStub(
                            network.channel("participant1", Api.LEDGER).orElseThrow())
                    .submitAndWaitForTransaction(SubmitAndWaitForTransactionRequest.newBuilder()
                            .setCommands(Commands.newBuilder()
                                    .setUserId("recorder")
                                    .setCommandId("large-" + i)
                                    .addActAs(party)
                                    .addCommands(note(party, Base64.getEncoder().encodeToString(bytes))))
                            .build());
        }
    }

    private static Command note(String author, String text) {
        return Command.newBuilder()
                .setCreate(CreateCommand.newBuilder()
                        .setTemplateId(Identifier.newBuilder()
                                .setPackageId("#partita-examples")
                                .setModuleName("Examples")
                                .setEntityName("Note"))
                        .setCreateArguments(Record.newBuilder()
                                .addFields(field("author", Value.newBuilder().setParty(author)))
                                .addFields(field("text", Value.newBuilder().setText(text)))
                                .addFields(field(
                                        "priority",
                                        Value.newBuilder()
                                                .setEnum(io.partita.proto.ledger.Enum.newBuilder()
                                                        .setConstructor("Normal"))))
                                .addFields(field(
                                        "tags",
                                        Value.newBuilder()
                                                .setList(io.partita.proto.ledger.List.getDefaultInstance())))))
                .build();
    }

    private static RecordField field(String label, Value.Builder value) {
        return RecordField.newBuilder().setLabel(label).setValue(value).build();
    }
}
