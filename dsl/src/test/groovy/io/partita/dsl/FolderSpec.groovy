package io.partita.dsl

import java.nio.file.Files
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class FolderSpec extends Specification {

    @TempDir
    Path folder

    def "all groovy files of a folder are one declaration, in the order of their names"() {
        given:
        Files.writeString(folder.resolve('20-parties.groovy'), "party('A') { local on: p1; host p1, submission }")
        Files.writeString(folder.resolve('10-network.groovy'), "\uFEFFdef alias = 's'\r\nsynchronizer alias\r\nparticipants { p1 { sandbox() } }")
        Files.writeString(folder.resolve('README.md'), "not a declaration")
        Files.createDirectory(folder.resolve('old.groovy'))

        when:
        def checked = Declarations.readFolder(folder)

        then:
        checked.diagnostics() == []
        checked.value().parties()[0].name().range().toString() == '20-parties.groovy:1:7'
        checked.value().synchronizer().range().toString() == '10-network.groovy:2:14'
    }

    def "mistakes are in the order of the files"() {
        given:
        Files.writeString(folder.resolve('b.groovy'), "x()")
        Files.writeString(folder.resolve('a.groovy'), "\n\ny()\nsynchronizer 's'")

        expect:
        Declarations.readFolder(folder).diagnostics()*.range()*.get()*.toString() == ['a.groovy:3:1', 'b.groovy:1:1']
    }

    def "a folder without a declaration, a file in its place, and none at all are diagnostics"() {
        given:
        def file = Files.writeString(folder.resolve('notes.txt'), 'x')

        expect:
        Declarations.readFolder(folder).diagnostics()*.code() == ['no-declaration']
        Declarations.readFolder(file).diagnostics()*.code() == ['unreadable-declaration']
        Declarations.readFolder(folder.resolve('missing')).diagnostics()*.code() == ['unreadable-declaration']
    }

    def "a file that is no UTF-8 is a diagnostic"() {
        given:
        Files.write(folder.resolve('a.groovy'), [0x27, 0xff, 0x27] as byte[])

        expect:
        Declarations.readFolder(folder).diagnostics()*.code() == ['not-utf-8']
    }

    def "a broken file does not make what it may declare missing"() {
        given:
        Files.writeString(folder.resolve('a.groovy'), "def alias = 's\nsynchronizer alias")
        Files.writeString(folder.resolve('b.groovy'), "participants { p1 { sandbox() } }\nparty(name) { local on: p1; host p2, submission }\nmade()")

        expect:
        Declarations.readFolder(folder).diagnostics()*.code() == ['syntax']
    }
}
