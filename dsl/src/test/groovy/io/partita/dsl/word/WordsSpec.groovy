package io.partita.dsl.word

import io.partita.dsl.Declarations
import io.partita.dsl.SourceText
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

/** Every word of the table is documented, used in a test, and written as its usage says. */
class WordsSpec extends Specification {

    static final String PAGE = Files.readString(Path.of('..', 'engine', 'docs', 'declaration.md'))
    static final String TESTS = Path.of('src', 'test', 'groovy', 'io', 'partita', 'dsl').toFile().listFiles()
            .findAll { it.name.endsWith('.groovy') }*.text.join('\n')

    def "the word #word is documented"() {
        expect:
        PAGE.readLines().any { it =~ /^\|.*`[^`]*\b$word\b[^`]*`.*\|/ || it =~ /`[^`]*\b$word\b[^`]*`/ }

        where:
        word << Language.words()*.name() + Language.FIXED*.name()
    }

    def "the keys #keys of #word are documented"() {
        expect:
        keys.every { PAGE =~ /\b$it:/ }

        where:
        [word, keys] << Language.words().collect { [it.name(), it.sortedKeys()] }
    }

    def "the word #word is used in a test"() {
        expect:
        TESTS =~ /\b$word\b/

        where:
        word << Language.words()*.name() + Language.FIXED*.name()
    }

    def "the usage of #word shows it"() {
        expect:
        usage =~ /\b$word\b/

        where:
        [word, usage] << Language.words().collect { [it.name(), it.usage()] } + Language.FIXED.collect { [it.name(), it.usage()] }
    }

    def "a word without its arguments names its usage: #word"() {
        expect:
        Declarations.read([new SourceText('m', "synchronizer 's'\ndef x = $word")]).diagnostics()*.hint() == ["Write ${usage}.".toString()]

        where:
        [word, usage] << Language.SECRETS.words().collect { [it.name(), it.usage()] } + Language.ROOT.words().collect { [it.name(), it.usage()] }
    }

    def "no word has two rows in one place, and no word that declares is a fixed word"() {
        expect:
        Language.words()*.name().intersect(Language.FIXED*.name()).isEmpty()
        Language.FIXED*.name().toUnique() == Language.FIXED*.name()
        Language.places().every { word, place -> Language.words().any { it.name() == word } && place }
    }
}
