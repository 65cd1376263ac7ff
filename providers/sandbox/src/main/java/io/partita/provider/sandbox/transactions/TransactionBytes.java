package io.partita.provider.sandbox.transactions;

import com.google.protobuf.ByteString;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.Value;
import io.partita.provider.sandbox.contracts.Contract;
import io.partita.provider.sandbox.contracts.ContractSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Transactions as bytes, for the synchronizer's log and the update logs. */
public final class TransactionBytes {

    private static final byte DAML = 1;
    private static final byte SEEDED = 2;
    private static final byte REPAIR = 3;

    private TransactionBytes() {}

    public static byte[] encode(LedgerTransaction transaction) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            if (transaction instanceof LedgerTransaction.Daml daml) {
                write(daml, out);
            } else if (transaction instanceof LedgerTransaction.Seeded seeded) {
                write(seeded, out);
            } else if (transaction instanceof LedgerTransaction.Repair repair) {
                write(repair, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static LedgerTransaction decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte tag = in.readByte();
            return switch (tag) {
                case DAML -> readDaml(in);
                case SEEDED -> readSeeded(in);
                case REPAIR ->
                    new LedgerTransaction.Repair(
                            in.readUTF(), in.readUTF(), in.readLong(), in.readLong(), in.readInt());
                default -> throw new IllegalStateException("This is a bug in partita: a transaction of kind " + tag);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("This is a bug in partita: a transaction cannot be read.", e);
        }
    }

    private static void write(LedgerTransaction.Daml daml, DataOutputStream out) throws IOException {
        out.writeByte(DAML);
        out.writeUTF(daml.updateId());
        out.writeUTF(daml.commandId());
        out.writeUTF(daml.workflowId());
        out.writeUTF(daml.submitter());
        writeTexts(daml.actAs(), out);
        out.writeLong(daml.effectiveAt());
        out.writeInt(daml.actions().size());
        for (Action action : daml.actions()) {
            out.writeInt(action.nodeId());
            writeContract(action.contract(), out);
            out.writeBoolean(action instanceof Action.Exercise);
            if (action instanceof Action.Exercise exercise) {
                writeExercise(exercise, out);
            }
        }
    }

    private static LedgerTransaction readDaml(DataInputStream in) throws IOException {
        String updateId = in.readUTF();
        String commandId = in.readUTF();
        String workflowId = in.readUTF();
        String submitter = in.readUTF();
        List<String> actAs = readTexts(in);
        long effectiveAt = in.readLong();
        List<Action> actions = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int nodeId = in.readInt();
            Contract contract = Contract.of(CreatedEvent.parseFrom(readBytes(in)));
            actions.add(in.readBoolean() ? readExercise(nodeId, contract, in) : new Action.Create(nodeId, contract));
        }
        return new LedgerTransaction.Daml(updateId, commandId, workflowId, submitter, actAs, effectiveAt, actions);
    }

    private static void writeExercise(Action.Exercise exercise, DataOutputStream out) throws IOException {
        out.writeUTF(exercise.choice());
        writeBytes(exercise.argument().toByteString(), out);
        writeTexts(exercise.actors(), out);
        writeTexts(exercise.choiceObservers(), out);
        out.writeBoolean(exercise.consuming());
        out.writeInt(exercise.lastDescendant());
        writeBytes(exercise.result().toByteString(), out);
    }

    private static Action readExercise(int nodeId, Contract contract, DataInputStream in) throws IOException {
        return new Action.Exercise(
                nodeId,
                contract,
                in.readUTF(),
                Value.parseFrom(readBytes(in)),
                new TreeSet<>(readTexts(in)),
                readTexts(in),
                in.readBoolean(),
                in.readInt(),
                Value.parseFrom(readBytes(in)));
    }

    private static void writeContract(Contract contract, DataOutputStream out) throws IOException {
        CreatedEvent.Builder event = contract.event();
        contract.foreignBlob().ifPresent(event::setCreatedEventBlob);
        writeBytes(event.build().toByteString(), out);
    }

    private static void write(LedgerTransaction.Seeded seeded, DataOutputStream out) throws IOException {
        out.writeByte(SEEDED);
        out.writeUTF(seeded.updateId());
        out.writeLong(seeded.effectiveAt());
        writeBytes(ByteString.copyFrom(seeded.seed().encode()), out);
        out.writeLong(seeded.from());
        out.writeInt(seeded.size());
        out.writeLong(seeded.createdAt());
        out.writeByte(seeded.kind().ordinal());
    }

    private static LedgerTransaction readSeeded(DataInputStream in) throws IOException {
        return new LedgerTransaction.Seeded(
                in.readUTF(),
                in.readLong(),
                ContractSeed.decode(readBytes(in).toByteArray()),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                LedgerTransaction.Seeded.Kind.values()[in.readByte()]);
    }

    private static void write(LedgerTransaction.Repair repair, DataOutputStream out) throws IOException {
        out.writeByte(REPAIR);
        out.writeUTF(repair.updateId());
        out.writeUTF(repair.workflowId());
        out.writeLong(repair.effectiveAt());
        out.writeLong(repair.firstOrdinal());
        out.writeInt(repair.size());
    }

    private static void writeBytes(ByteString bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    private static ByteString readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return ByteString.copyFrom(bytes);
    }

    private static void writeTexts(Collection<String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
