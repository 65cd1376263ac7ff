package io.partita.dsl.word;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import io.partita.testkit.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.junit.jupiter.api.Test;

/** The file with which IntelliJ IDEA completes declarations has the words of the language, and no others. */
class EditorWordsTest {

    private static final Path FILE = Path.of("../engine/docs/editors/partita.gdsl");

    /** Within which word the words of a block are offered, in the order of the file. */
    private static final Map<String, BlockKind<?>> BLOCKS = blocks();

    private static Map<String, BlockKind<?>> blocks() {
        Map<String, BlockKind<?>> blocks = new LinkedHashMap<>();
        blocks.put("participants", Language.PARTICIPANTS);
        // The name of a participant is a word of the author, so only the block around it is known.
        blocks.put("participants ", Language.PARTICIPANT);
        blocks.put("backup", Language.BACKUP);
        blocks.put("keys", Language.KEYS);
        blocks.put("keys ", Language.KEY);
        blocks.put("party", Language.PARTY);
        return blocks;
    }

    private static String text() {
        StringBuilder text = new StringBuilder("""
                // Words of partita's declarations for IntelliJ IDEA: put this file into a source folder of the project.
                // Made from the language itself by dsl's EditorWordsTest; do not edit it.

                contributor(context(filetypes: ['groovy'], scope: scriptScope())) {
                """);
        Language.ROOT.words().forEach(word -> text.append(method(word, "    ")));
        text.append("}\n\ncontributor(context(filetypes: ['groovy'], scope: closureScope())) {\n");
        BLOCKS.forEach((enclosing, block) -> {
            text.append("    if (enclosingCall('").append(enclosing.strip()).append("')) {\n");
            block.words().forEach(word -> text.append(method(word, "        ")));
            text.append("    }\n");
        });
        Language.SECRETS.words().forEach(word -> text.append(method(word, "    ")));
        Language.FIXED.forEach(word -> text.append("    property name: '")
                .append(word.name())
                .append("', type: 'java.lang.Object', doc: ")
                .append(quoted(word.usage()))
                .append('\n'));
        return text.append("}\n").toString();
    }

    private static String method(Word<?> word, String indent) {
        String named = word.sortedKeys().stream()
                .map(key -> "parameter(name: '" + key + "', type: 'java.lang.Object')")
                .collect(Collectors.joining(", "));
        String values = word.most() == Word.MANY
                ? "values: 'java.lang.Object[]'"
                : Stream.iterate(1, each -> each + 1)
                        .limit(word.most())
                        .map(each -> parameter(word, each))
                        .collect(Collectors.joining(", "));
        String keys = named.isEmpty() ? "" : ", namedParams: [" + named + "]";
        return indent + "method name: '" + word.name() + "', type: 'java.lang.Object', params: ["
                + (values.isEmpty() ? ":" : values) + "]" + keys + ", doc: " + quoted(word.usage()) + "\n";
    }

    private static String quoted(String usage) {
        return "\"" + usage.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + "\"";
    }

    private static String parameter(Word<?> word, int number) {
        boolean block = number == word.most() && word.usage().contains("{ ");
        return (block ? "body" : "value" + number) + ": '" + (block ? "groovy.lang.Closure" : "java.lang.Object") + "'";
    }

    @Test
    void theFileIsMadeFromTheLanguage() {
        Golden.matches(text(), FILE);
    }

    /** What an editor is told when it runs the file: words by where they are offered. */
    public abstract static class Editor extends Script {
        final SortedMap<String, Set<String>> offered = new TreeMap<>();
        private String scope = "";
        private Set<String> around = Set.of();

        public Object context(Map<String, Object> words) {
            return words.get("scope");
        }

        public String scriptScope() {
            return "script";
        }

        public String closureScope() {
            return "closure";
        }

        public void contributor(Object where, Closure<?> body) {
            scope = where.toString();
            List<Set<String>> places = scope.equals("script")
                    ? List.of(Set.of())
                    : List.of(
                            Set.of(),
                            Set.of("participants"),
                            Set.of("participants", "backup"),
                            Set.of("keys"),
                            Set.of("party"));
            for (Set<String> place : places) {
                around = place;
                body.call();
            }
        }

        public boolean enclosingCall(String word) {
            return around.contains(word);
        }

        public Object parameter(Map<String, Object> words) {
            return words.get("name");
        }

        public void method(Map<String, Object> words) {
            offer(words);
        }

        public void property(Map<String, Object> words) {
            offer(words);
        }

        private void offer(Map<String, Object> words) {
            offered.computeIfAbsent(scope + new TreeSet<>(around), any -> new TreeSet<>())
                    .add(words.get("name").toString());
        }
    }

    @Test
    void anEditorIsOfferedTheWordsOfABlockInIt() throws IOException {
        CompilerConfiguration settings = new CompilerConfiguration();
        settings.setScriptBaseClass(Editor.class.getName());
        Editor editor = (Editor) new GroovyShell(EditorWordsTest.class.getClassLoader(), new Binding(), settings)
                .parse(Files.readString(FILE));
        editor.run();

        Set<String> everywhere = new TreeSet<>(Language.SECRETS.names());
        everywhere.addAll(Language.fixedNames());
        assertThat(editor.offered.get("script[]")).isEqualTo(Language.ROOT.names());
        assertThat(editor.offered.get("closure[]")).isEqualTo(everywhere);
        assertThat(editor.offered.get("closure[party]")).isEqualTo(with(everywhere, Language.PARTY));
        assertThat(editor.offered.get("closure[participants]"))
                .isEqualTo(with(everywhere, Language.PARTICIPANTS, Language.PARTICIPANT));
        assertThat(editor.offered.get("closure[backup, participants]"))
                .isEqualTo(with(everywhere, Language.PARTICIPANTS, Language.PARTICIPANT, Language.BACKUP));
        assertThat(editor.offered.get("closure[keys]")).isEqualTo(with(everywhere, Language.KEYS, Language.KEY));
    }

    private static Set<String> with(Set<String> names, BlockKind<?>... blocks) {
        Set<String> all = new TreeSet<>(names);
        for (BlockKind<?> block : blocks) {
            all.addAll(block.names());
        }
        return all;
    }
}
