package io.partita.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses one JSON document, nested at most {@value #DEPTH} deep, with texts of at most {@value #TEXT} characters. */
public final class JsonParsing {

    private static final int DEPTH = 200;
    private static final int TEXT = 16_000_000;
    private static final int NAME = 10_000;
    private static final int DIGITS = 40;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(TEXT)
                    .maxNameLength(NAME)
                    .maxNumberLength(DIGITS)
                    .build())
            .build();

    private final String fileName;
    private final JsonParser parser;
    private final List<Diagnostic> doubled = new ArrayList<>();

    private JsonParsing(String fileName, JsonParser parser) {
        this.fileName = fileName;
        this.parser = parser;
    }

    /**
     * The document, or diagnostics {@code damaged-json}: the place where it stops being JSON, or every member that an
     * object has twice.
     */
    public static Checked<JsonValue> parse(byte[] bytes, String fileName) {
        return document(bytes, fileName).then(parsed -> Checked.of(parsed.value(), parsed.doubled()));
    }

    /**
     * A document whose doubled members are told apart, so that a codec says them with everything else that is wrong.
     */
    record Parsed(JsonValue value, List<Diagnostic> doubled) {}

    static Checked<Parsed> document(byte[] bytes, String fileName) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            try (JsonParser parser = FACTORY.createParser(text)) {
                JsonParsing parsing = new JsonParsing(fileName, parser);
                return Checked.of(new Parsed(parsing.document(), parsing.doubled));
            }
        } catch (CharacterCodingException e) {
            return Checked.failed(damaged(fileName, new Position(1, 1), "it is not text in UTF-8"));
        } catch (JsonProcessingException e) {
            return Checked.failed(damaged(fileName, position(e.getLocation()), JsonTrouble.of(e)));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static Diagnostic damaged(String fileName, Position place, String why) {
        return damaged(why, new SourceRange(fileName, place, place));
    }

    private static Diagnostic damaged(String why, SourceRange place) {
        return Diagnostic.error("damaged-json", place.file() + " is not valid JSON")
                .because(why)
                .fix("restore the file from where it came")
                .at(place);
    }

    private JsonValue document() throws IOException {
        parser.nextToken();
        JsonValue value = value();
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "there is something after the end");
        }
        return value;
    }

    private JsonValue value() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new JsonParseException(parser, "it ends too early");
        }
        Position start = position(parser.currentTokenLocation());
        return switch (token) {
            case START_OBJECT -> object(start);
            case START_ARRAY -> list(start);
            case VALUE_STRING -> new JsonValue.JsonText(parser.getText(), since(start));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                new JsonValue.JsonNumber(parser.getDecimalValue(), since(start));
            case VALUE_TRUE, VALUE_FALSE -> new JsonValue.JsonTruth(token == JsonToken.VALUE_TRUE, since(start));
            case VALUE_NULL -> new JsonValue.JsonNull(since(start));
            default -> throw new JsonParseException(parser, "a value is missing");
        };
    }

    private JsonValue object(Position start) throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Position at = position(parser.currentTokenLocation());
            parser.nextToken();
            if (members.put(name, value()) != null) {
                doubled.add(damaged("'" + name + "' is here twice", new SourceRange(fileName, at, at)));
            }
        }
        return new JsonValue.JsonObject(members, since(start));
    }

    private JsonValue list(Position start) throws IOException {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new JsonValue.JsonList(items, since(start));
    }

    private SourceRange since(Position start) throws IOException {
        parser.finishToken();
        Position end = position(parser.currentLocation());
        return new SourceRange(fileName, start, end.compareTo(start) < 0 ? start : end);
    }

    private static Position position(JsonLocation location) {
        return location == null
                ? new Position(1, 1)
                : new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
