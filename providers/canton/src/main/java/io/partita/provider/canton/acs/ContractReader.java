package io.partita.provider.canton.acs;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads of an element of the file what has to be checked, and nothing else: no message is built, so that speed and
 * memory do not depend on what contracts carry.
 *
 * <p>{@code UntypedVersionedMessage{data = 1, version = 2}} → {@code ActiveContract{active_contract = 1}} of the Admin
 * API → {@code ActiveContract{created_event = 1, synchronizer_id = 2}} of the Ledger API → {@code
 * CreatedEvent{contract_id = 3, signatories = 10, observers = 11}}.
 */
final class ContractReader {

    private static final int VERSION = 30;

    private final byte[] party;
    private final byte[] synchronizer;
    private long number;

    /** A stretch of the array that is being read. */
    private record Slice(int offset, int length) {}

    ContractReader(String party, String synchronizer) {
        this.party = party.getBytes(StandardCharsets.UTF_8);
        this.synchronizer = synchronizer.getBytes(StandardCharsets.UTF_8);
    }

    /** How many elements were read. */
    long number() {
        return number;
    }

    /**
     * Reads an element that begins with the array.
     *
     * @return the contract's id
     */
    String read(byte[] bytes, int length) throws Damaged {
        number++;
        try {
            Slice wrapped = unwrapped(bytes, new Slice(0, length));
            return contract(bytes, only(bytes, wrapped, 1));
        } catch (Damaged e) {
            throw e;
        } catch (IOException e) {
            throw new Damaged("contract number " + number + " cannot be read");
        }
    }

    private Slice unwrapped(byte[] bytes, Slice element) throws IOException {
        CodedInputStream in = open(bytes, element);
        Slice data = null;
        int version = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == delimited(1)) {
                data = slice(in, element);
            } else if (tag == varint(2)) {
                version = in.readInt32();
            } else {
                in.skipField(tag);
            }
        }
        if (data == null || version != VERSION) {
            throw new Damaged("contract number " + number + " has the format version " + version + "; only version "
                    + VERSION + " is known");
        }
        return data;
    }

    private String contract(byte[] bytes, Slice activeContract) throws IOException {
        CodedInputStream in = open(bytes, activeContract);
        Slice created = null;
        Slice id = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == delimited(1)) {
                created = slice(in, activeContract);
            } else if (tag == delimited(2)) {
                id = slice(in, activeContract);
            } else {
                in.skipField(tag);
            }
        }
        if (created == null || id == null) {
            throw new Damaged("contract number " + number + " is incomplete");
        }
        String contractId = created(bytes, created);
        if (!equal(bytes, id, synchronizer)) {
            throw new Damaged("contract number " + number + " (" + contractId + ") is on the synchronizer "
                    + text(bytes, id) + ", not on " + new String(synchronizer, StandardCharsets.UTF_8));
        }
        return contractId;
    }

    private String created(byte[] bytes, Slice event) throws IOException {
        CodedInputStream in = open(bytes, event);
        String contractId = "";
        boolean stakeholder = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == delimited(3)) {
                contractId = text(bytes, slice(in, event));
            } else if (tag == delimited(10) || tag == delimited(11)) {
                stakeholder |= equal(bytes, slice(in, event), party);
            } else {
                in.skipField(tag);
            }
        }
        if (contractId.isEmpty()) {
            throw new Damaged("contract number " + number + " has no id");
        }
        if (!stakeholder) {
            throw new Damaged("contract number " + number + " (" + contractId + ") has no stakeholder "
                    + new String(party, StandardCharsets.UTF_8));
        }
        return contractId;
    }

    private Slice only(byte[] bytes, Slice message, int field) throws IOException {
        CodedInputStream in = open(bytes, message);
        Slice found = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == delimited(field)) {
                found = slice(in, message);
            } else {
                in.skipField(tag);
            }
        }
        if (found == null) {
            throw new Damaged("contract number " + number + " is empty");
        }
        return found;
    }

    private static CodedInputStream open(byte[] bytes, Slice slice) {
        return CodedInputStream.newInstance(bytes, slice.offset(), slice.length());
    }

    /** The place of a length-delimited field, skipped. */
    private static Slice slice(CodedInputStream in, Slice within) throws IOException {
        int length = in.readRawVarint32();
        int offset = within.offset() + in.getTotalBytesRead();
        in.skipRawBytes(length);
        return new Slice(offset, length);
    }

    private static int delimited(int field) {
        return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    private static int varint(int field) {
        return field << 3 | WireFormat.WIRETYPE_VARINT;
    }

    private static boolean equal(byte[] bytes, Slice slice, byte[] wanted) {
        return Arrays.equals(bytes, slice.offset(), slice.offset() + slice.length(), wanted, 0, wanted.length);
    }

    private static String text(byte[] bytes, Slice slice) {
        return new String(bytes, slice.offset(), slice.length(), StandardCharsets.UTF_8);
    }
}
