package io.partita.cli.access;

import io.partita.cli.origin.Checkout;
import io.partita.cli.origin.Revision;
import io.partita.cli.origin.Revision.Depth;
import io.partita.cli.origin.Revision.Entry;
import io.partita.cli.origin.Revision.Kind;
import io.partita.dsl.Declarations;
import io.partita.dsl.SourceText;
import io.partita.dsl.word.KeyFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a declaration or a network is read from in a commit. Folders are paths within its tree. */
record RevisionSources(Revision revision) {

    private static final int LARGEST_SCRIPT = 4 << 20;
    private static final int MOST_SCRIPTS = 1_000;

    /** The scripts of a folder, links among them; none when the commit has no such folder. */
    SortedMap<String, Entry> scripts(String folder) throws IOException {
        SortedMap<String, Entry> scripts = new TreeMap<>(revision.entries(folder, Depth.FOLDER));
        scripts.entrySet()
                .removeIf(each ->
                        !Declarations.isScript(each.getKey()) || each.getValue().kind() == Kind.FOLDER);
        return scripts;
    }

    /** Their texts; refused where one is a link. */
    List<SourceText> texts(String folder) throws IOException {
        SortedMap<String, Entry> scripts = scripts(folder);
        if (scripts.size() > MOST_SCRIPTS) {
            throw new IOException("there are more than " + MOST_SCRIPTS + " scripts in " + folder);
        }
        List<SourceText> texts = new ArrayList<>();
        for (Map.Entry<String, Entry> script : scripts.entrySet()) {
            String name = revision.id().substring(0, 12) + ":" + folder + "/" + script.getKey();
            if (script.getValue().kind() != Kind.FILE) {
                throw new IOException(name + " is a link, which is not followed");
            }
            try {
                texts.add(SourceText.of(name, revision.read(script.getValue(), LARGEST_SCRIPT)));
            } catch (CharacterCodingException notUtf8) {
                throw new IOException("a script of " + folder + " is not UTF-8 text", notUtf8);
            }
        }
        return texts;
    }

    /** As from a folder: what lies in it, over no link. */
    byte[] publicKey(String folder, String path) throws IOException {
        try {
            Path inside = Path.of(path).normalize();
            Optional<Entry> found = inside.isAbsolute() || inside.startsWith("..")
                    ? Optional.empty()
                    : revision.entry(Checkout.slashed(Path.of(folder).resolve(inside)));
            if (found.map(Entry::kind).filter(Kind.FILE::equals).isEmpty()) {
                throw new IOException("it has no file '" + path + "' in " + folder);
            }
            return revision.read(found.get(), (int) KeyFiles.LARGEST);
        } catch (InvalidPathException noPath) {
            throw new IOException("'" + path + "' is no path", noPath);
        }
    }
}
