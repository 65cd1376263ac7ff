package io.partita.provider.sandbox.transcript;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.Timestamp;
import io.partita.proto.protocol.TopologyTransaction;
import io.partita.proto.version.UntypedVersionedMessage;
import io.partita.provider.sandbox.crypto.Hashes;
import io.partita.provider.sandbox.synchronizer.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Walks a recorded message and the sandbox's, field by field, learning what corresponds. */
final class Comparison {

    private static final Pattern SET = Pattern.compile("Set\\(([^()]*)\\)");

    private final String node;
    private final Correspondence correspondence;
    private final List<Difference> differences;

    Comparison(String node, Correspondence correspondence) {
        this(node, correspondence, new ArrayList<>());
    }

    private Comparison(String node, Correspondence correspondence, List<Difference> differences) {
        this.node = node;
        this.correspondence = correspondence;
        this.differences = differences;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }

    void differ(String path, Object recorded, Object found) {
        differences.add(new Difference(path, String.valueOf(recorded), String.valueOf(found)));
    }

    /** Compares two texts that people read: numbers in them may be others. */
    void prose(String path, String recorded, String found) {
        if (!correspondence.text(numberless(recorded), numberless(found))
                && !sorted(correspondence.translated(recorded)).equals(sorted(found))) {
            differ(path, correspondence.translated(recorded), found);
        }
    }

    /** With the elements of each printed set in one order. */
    private static String sorted(String text) {
        return SET.matcher(numberless(text))
                .replaceAll(set -> Matcher.quoteReplacement(
                        "Set(" + Stream.of(set.group(1).split(", ")).sorted().collect(Collectors.joining(", ")) + ")"));
    }

    private static String numberless(String text) {
        return text.replaceAll("(?<![0-9a-f:T.-])\\d+(?![0-9a-f:-]|\\.\\d)", "#");
    }

    void equal(String path, Object recorded, Object found) {
        if (!recorded.equals(found)) {
            differ(path, recorded, found);
        }
    }

    void message(String path, Message recorded, Message found) {
        if (recorded instanceof Timestamp) {
            time(path, (Timestamp) recorded, (Timestamp) found);
            return;
        }
        for (FieldDescriptor field : recorded.getDescriptorForType().getFields()) {
            field(path.isEmpty() ? field.getName() : path + "." + field.getName(), field, recorded, found);
        }
    }

    private void time(String path, Timestamp recorded, Timestamp found) {
        if (!correspondence.time(Times.micros(recorded), Times.micros(found))) {
            long known = correspondence.translatedTime(Times.micros(recorded));
            differ(
                    path,
                    Times.text(Times.micros(recorded)) + " = " + Times.text(known),
                    Times.text(Times.micros(found)));
        }
    }

    private void field(String path, FieldDescriptor field, Message recorded, Message found) {
        if (field.isMapField()) {
            entries(path, field, recorded, found);
        } else if (field.isRepeated()) {
            elements(path, field, list(recorded, field), list(found, field));
        } else if (field.hasPresence() && recorded.hasField(field) != found.hasField(field)) {
            differ(path, presence(field, recorded), presence(field, found));
        } else if (!field.hasPresence() || recorded.hasField(field)) {
            value(path, field, recorded.getField(field), found.getField(field));
        }
    }

    private static String presence(FieldDescriptor field, Message message) {
        return message.hasField(field) ? "present: " + shown(message.getField(field)) : "absent";
    }

    private static List<?> list(Message message, FieldDescriptor field) {
        return (List<?>) message.getField(field);
    }

    private void entries(String path, FieldDescriptor field, Message recorded, Message found) {
        FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
        Map<String, Message> left = new TreeMap<>();
        list(recorded, field)
                .forEach(entry -> left.put(
                        correspondence.translated(
                                ((Message) entry).getField(key).toString()),
                        (Message) entry));
        Map<String, Message> right = new TreeMap<>();
        list(found, field)
                .forEach(entry -> right.put(((Message) entry).getField(key).toString(), (Message) entry));
        equal(path + "{}", left.keySet(), right.keySet());
        left.forEach((name, entry) -> {
            if (right.containsKey(name) && !Fields.momentary(field)) {
                value(
                        path + "{" + name + "}",
                        value,
                        entry.getField(value),
                        right.get(name).getField(value));
            }
        });
    }

    private void value(String path, FieldDescriptor field, Object recorded, Object found) {
        boolean same;
        if (Fields.momentary(field)) {
            return;
        } else if (field.getJavaType() == JavaType.MESSAGE) {
            message(path, (Message) recorded, (Message) found);
            return;
        } else if (Fields.transaction(field)) {
            transaction(path, (ByteString) recorded, (ByteString) found);
            return;
        } else if (Fields.whole(field)) {
            same = correspondence.name((String) recorded, (String) found);
        } else if (field.getJavaType() == JavaType.STRING && Fields.opaque(field)) {
            correspondence.name((String) recorded, (String) found);
            same = ((String) recorded).isEmpty() == ((String) found).isEmpty();
        } else if (field.getJavaType() == JavaType.STRING) {
            same = correspondence.text((String) recorded, (String) found);
        } else if (field.getJavaType() == JavaType.BYTE_STRING) {
            same = bytes(field, (ByteString) recorded, (ByteString) found);
        } else if (Fields.updateOffset(field)) {
            same = correspondence.offset(node, (Long) recorded, (Long) found);
        } else if (Fields.position(field)) {
            same = correspondence.end(node, (Long) recorded, (Long) found);
        } else {
            same = recorded.equals(found);
        }
        if (!same) {
            differ(path, recordedShown(recorded), shown(found));
        }
    }

    private String recordedShown(Object value) {
        return value instanceof String ? correspondence.translated((String) value) : shown(value);
    }

    private static String shown(Object value) {
        if (value instanceof Message) {
            return TextFormat.printer().emittingSingleLine(true).printToString((Message) value);
        }
        if (value instanceof ByteString) {
            return TextFormat.escapeBytes((ByteString) value);
        }
        return value instanceof EnumValueDescriptor ? ((EnumValueDescriptor) value).getName() : String.valueOf(value);
    }

    private boolean bytes(FieldDescriptor field, ByteString recorded, ByteString found) {
        if (Fields.opaque(field)) {
            correspondence.name(recorded, found);
            return recorded.isEmpty() == found.isEmpty();
        }
        return Fields.name(field) ? correspondence.name(recorded, found) : recorded.equals(found);
    }

    /** Serialised transactions correspond if what they say does, and if their bytes are canonical on both sides. */
    private void transaction(String path, ByteString recorded, ByteString found) {
        try {
            UntypedVersionedMessage left = UntypedVersionedMessage.parseFrom(recorded);
            UntypedVersionedMessage right = UntypedVersionedMessage.parseFrom(found);
            equal(path + ".version", left.getVersion(), right.getVersion());
            TopologyTransaction inner = TopologyTransaction.parseFrom(right.getData());
            message(path, TopologyTransaction.parseFrom(left.getData()), inner);
            equal(path + ".bytes", inner.toByteString(), right.getData());
            if (!correspondence.name(Hashes.transaction(recorded), Hashes.transaction(found))) {
                differ(path + ".hash", Hashes.hex(Hashes.transaction(recorded)), Hashes.hex(Hashes.transaction(found)));
            }
        } catch (InvalidProtocolBufferException undecodable) {
            equal(path, recorded, found);
        }
    }

    /** Compares the messages of two streams; earlier scenarios may have left some of the recorded ones. */
    void messages(String path, List<? extends Message> recorded, List<? extends Message> found) {
        elements(
                path,
                new Kind(
                        false,
                        (comparison, place, left, right) -> comparison.message(place, (Message) left, (Message) right)),
                recorded,
                found);
    }

    /** Compares the answers of two unary calls. */
    void single(List<? extends Message> recorded, List<? extends Message> found) {
        if (recorded.size() == 1 && found.size() == 1) {
            message("", recorded.get(0), found.get(0));
        } else {
            equal("responses", recorded.size(), found.size());
        }
    }

    private void elements(String path, FieldDescriptor field, List<?> recorded, List<?> found) {
        elements(
                path,
                new Kind(
                        Fields.set(field),
                        (comparison, place, left, right) -> comparison.value(place, field, left, right)),
                recorded,
                found);
    }

    /** How the elements of a list are compared, and whether their order says nothing. */
    private record Kind(boolean set, Walk walk) {}

    private interface Walk {
        void compare(Comparison comparison, String path, Object recorded, Object found);
    }

    /**
     * Lists correspond element by element. Where they do not, the elements that do are paired first: a recorded list
     * may hold what earlier scenarios of the same network left behind.
     */
    private void elements(String path, Kind kind, List<?> recorded, List<?> found) {
        Correspondence trial = correspondence.copy();
        List<Difference> plain = new ArrayList<>();
        if (recorded.size() == found.size()) {
            Comparison attempt = new Comparison(node, trial, plain);
            for (int i = 0; i < recorded.size(); i++) {
                kind.walk().compare(attempt, path + "[]", recorded.get(i), found.get(i));
            }
            if (plain.isEmpty()) {
                correspondence.adopt(trial);
                return;
            }
        }
        pair(path, kind, new ArrayList<>(recorded), new ArrayList<>(found));
    }

    private void pair(String path, Kind kind, List<Object> recorded, List<Object> found) {
        List<Object> unexpected = new ArrayList<>();
        int last = -1;
        List<Object> left = new ArrayList<>(recorded);
        for (Object candidate : found) {
            int match = firstMatch(path, kind, left, candidate);
            if (match < 0) {
                unexpected.add(candidate);
                continue;
            }
            if (match < last && !kind.set()) {
                differ(path + " (order)", shown(left.get(last)), shown(candidate));
            }
            last = Math.max(last, match);
            left.set(match, null);
        }
        List<Object> missing = new ArrayList<>();
        for (Object element : left) {
            if (element != null && !(element instanceof Message && ofEarlier((Message) element))) {
                missing.add(element);
            }
        }
        int both = Math.min(missing.size(), unexpected.size());
        for (int i = 0; i < both; i++) {
            kind.walk().compare(this, path + "[]", missing.get(i), unexpected.get(i));
        }
        missing.subList(both, missing.size()).forEach(element -> differ(path + "[]", shown(element), "nothing"));
        unexpected.subList(both, unexpected.size()).forEach(element -> differ(path + "[]", "nothing", shown(element)));
    }

    private int firstMatch(String path, Kind kind, List<Object> recorded, Object found) {
        for (int i = 0; i < recorded.size(); i++) {
            if (recorded.get(i) == null) {
                continue;
            }
            Correspondence trial = correspondence.copy();
            Comparison attempt = new Comparison(node, trial);
            kind.walk().compare(attempt, path, recorded.get(i), found);
            if (attempt.differences.isEmpty()) {
                correspondence.adopt(trial);
                return i;
            }
        }
        return -1;
    }

    /** Whether something carries a time before its scenario began. */
    boolean ofEarlier(Message recorded) {
        if (recorded instanceof Timestamp) {
            return correspondence.earlier(Times.micros((Timestamp) recorded));
        }
        return recorded.getAllFields().entrySet().stream()
                .filter(entry -> entry.getKey().getJavaType() == JavaType.MESSAGE)
                .anyMatch(entry -> entry.getKey().isRepeated()
                        ? ((List<?>) entry.getValue()).stream().anyMatch(each -> ofEarlier((Message) each))
                        : ofEarlier((Message) entry.getValue()));
    }
}
