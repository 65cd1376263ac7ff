package io.partita.dsl

import io.partita.core.diagnostic.Checked
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification

class DocumentedExamplesSpec extends Specification {

    static final Path PAGE = Path.of('..', 'engine', 'docs', 'declaration.md')

    static List<String> examples() {
        (Files.readString(PAGE) =~ /(?s)```groovy\n(.*?)```/).collect { it[1] }
    }

    /** An example that names a network has the one before it there. */
    def "example #index of the documentation is a declaration"() {
        when:
        def network = { named -> named.map { Checked.of(new SourceFolder([new SourceText("$it/main.groovy", examples()[index - 1])], TestKeys.ANY)) } } as NetworkWords
        def checked = Declarations.read(new SourceFolder([new SourceText('example.groovy', examples()[index])], TestKeys.ANY), network)

        then:
        checked.diagnostics()*.toString() == []
        checked.isPresent()

        where:
        index << (0..<examples().size())
    }

    def "there are examples"() {
        expect:
        examples().size() >= 5
    }

    def "the page names every method of #kind"() {
        given:
        def row = Files.readAllLines(PAGE).find { it.startsWith("| $kind |") }
        def known = Declarations.read([new SourceText('m', "def x = ${value}.noSuchMethod()")]).diagnostics()
                .find { it.code() == 'unknown-method' }.detail().replaceAll('It has: |[.]', '').split(', ') as Set

        expect:
        row.split('`')[1].split(' ') as Set == known

        where:
        kind        | value
        'a text'    | "'a'"
        'a list'    | '[1]'
        'a map'     | '[a: 1]'
        'a number'  | '1'
        'a closure' | '({ 1 })'
    }
}
