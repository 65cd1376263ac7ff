package io.partita.dsl;

import io.partita.core.diagnostic.Checked;
import io.partita.core.model.Declaration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The corpus of ways out of a Groovy sandbox. As a program it reads them all, so that the classes it loads can be listed. */
public final class WaysOut {

    private WaysOut() {}

    /** Name to text; {@code @CANARY@} becomes the path of a file that must not come into being. */
    public static Map<String, String> all(Path canary) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        try (InputStream in = WaysOut.class.getResourceAsStream("ways-out.txt")) {
            String corpus = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String part : corpus.split("(?m)^#### ")) {
                if (!part.isBlank()) {
                    int end = part.indexOf('\n');
                    all.put(part.substring(0, end), part.substring(end + 1).replace("@CANARY@", canary.toString()));
                }
            }
        }
        return all;
    }

    public static void main(String[] arguments) throws IOException {
        for (Map.Entry<String, String> way : all(Path.of(arguments[0])).entrySet()) {
            Checked<Declaration> checked = Declarations.read(List.of(new SourceText("main.groovy", way.getValue())));
            if (checked.isPresent()) {
                throw new IllegalStateException("not refused: " + way.getKey());
            }
        }
        System.out.println("all refused");
    }
}
