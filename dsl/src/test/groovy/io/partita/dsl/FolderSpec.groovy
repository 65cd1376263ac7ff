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
        def checked = Declarations.readFolder(folder, NetworkWords.NONE)

        then:
        checked.diagnostics() == []
        checked.value().declaration().parties()[0].name().range().toString() == '20-parties.groovy:1:7'
        checked.value().declaration().synchronizer().range().toString() == '10-network.groovy:2:14'
    }

    def "mistakes are in the order of the files"() {
        given:
        Files.writeString(folder.resolve('b.groovy'), "x()")
        Files.writeString(folder.resolve('a.groovy'), "\n\ny()\nsynchronizer 's'")

        expect:
        Declarations.readFolder(folder, NetworkWords.NONE).diagnostics()*.range()*.get()*.toString() == ['a.groovy:3:1', 'b.groovy:1:1']
    }

    def "a folder without a declaration, a file in its place, and none at all are diagnostics"() {
        given:
        def file = Files.writeString(folder.resolve('notes.txt'), 'x')

        expect:
        Declarations.readFolder(folder, NetworkWords.NONE).diagnostics()*.code() == ['no-declaration']
        Declarations.readFolder(file, NetworkWords.NONE).diagnostics()*.code() == ['unreadable-declaration']
        Declarations.readFolder(folder.resolve('missing'), NetworkWords.NONE).diagnostics()*.code() == ['unreadable-declaration']
    }

    def "a file that is no UTF-8 is a diagnostic"() {
        given:
        Files.write(folder.resolve('a.groovy'), [0x27, 0xff, 0x27] as byte[])

        expect:
        Declarations.readFolder(folder, NetworkWords.NONE).diagnostics()*.code() == ['not-utf-8']
    }

    def "a broken file does not make what it may declare missing"() {
        given:
        Files.writeString(folder.resolve('a.groovy'), "def alias = 's\nsynchronizer alias")
        Files.writeString(folder.resolve('b.groovy'), "participants { p1 { sandbox() } }\nparty(name) { local on: p1; host p2, submission }\nmade()")

        expect:
        Declarations.readFolder(folder, NetworkWords.NONE).diagnostics()*.code() == ['syntax']
    }

    def "a folder is left alone, what is no regular file of the folder is a diagnostic: #name"() {
        given:
        Files.writeString(folder.resolve('a.groovy'), "synchronizer 's'")
        make.call(folder.resolve('b.groovy'), folder)

        expect:
        Declarations.readFolder(folder, NetworkWords.NONE).diagnostics()*.code() == codes

        where:
        name                  | codes                      | make
        'a folder'            | []                         | { Path it, Path root -> Files.createDirectory(it) }
        'a link to a folder'  | ['unreadable-declaration'] | { Path it, Path root -> Files.createSymbolicLink(it, root) }
        'a link to nothing'   | ['unreadable-declaration'] | { Path it, Path root -> Files.createSymbolicLink(it, root.resolve('nothing')) }
        'a link to itself'    | ['unreadable-declaration'] | { Path it, Path root -> Files.createSymbolicLink(it, it) }
        'a device'            | ['unreadable-declaration'] | { Path it, Path root -> Files.createSymbolicLink(it, Path.of('/dev/zero')) }
        'a pipe'              | ['unreadable-declaration'] | { Path it, Path root -> assert ['mkfifo', it.toString()].execute().waitFor() == 0 }
        'a link to a file'    | ['unreadable-declaration'] | { Path it, Path root -> Files.createSymbolicLink(it, Files.writeString(root.resolve('c'), 'def x = 1')) }
        'a link to variables' | ['unreadable-declaration'] | { Path it, Path root -> Files.createSymbolicLink(it, Path.of('/proc/self/environ')) }
    }

    def "a link is refused with its place and the fix"() {
        given:
        Files.createSymbolicLink(folder.resolve('a.groovy'), Path.of('/proc/self/environ'))

        when:
        def said = Declarations.readFolder(folder, NetworkWords.NONE).diagnostics()

        then:
        said*.range()*.get()*.toString() == ['a.groovy:1:1']
        said*.detail() == ['a.groovy: it is a link, and links are not followed here']
        said*.hint() == ['Put the file itself where the link is.']
    }

    def "a file with NUL is no text, and nothing of it has a place: #text.length()"() {
        given:
        Files.writeString(folder.resolve('a.groovy'), text)
        Files.writeString(folder.resolve('b.groovy'), 'made()')

        when:
        def said = Declarations.readFolder(folder, NetworkWords.NONE).diagnostics()

        then:
        said*.code() == ['not-text']
        said.every { it.range().empty && !it.toString().contains('hvs.A') }

        where:
        text << ['VAULT_TOKEN=hvs.A\0HOME=/root\0', "synchronizer 's'\n\0hvs.A", '\0', '\uFEFF\0hvs.A']
    }

    def "a name with a line feed is the name of a file"() {
        given:
        Files.writeString(folder.resolve('a\nb.groovy'), "synchronizer 's'")

        expect:
        Declarations.readFolder(folder, NetworkWords.NONE).diagnostics() == []
    }

    def "files that are too large, alone or together, and too many of them are diagnostics"() {
        given:
        files.each { name, length -> Files.writeString(folder.resolve(name), ' ' * length) }

        expect:
        Declarations.readFolder(folder, NetworkWords.NONE).diagnostics()*.code() == [code]

        where:
        files                                                        | code
        ['a.groovy': 5 << 20]                                        | 'unreadable-declaration'
        ['a.groovy': (1 << 20) + 1]                                  | 'text-too-large'
        (1..17).collectEntries { ["a${it}.groovy".toString(), 1 << 20] } | 'text-too-large'
        (1..1001).collectEntries { ["a${it}.groovy".toString(), 1] } | 'too-many-files'
    }

    def "a folder of many other files is read"() {
        given:
        Files.writeString(folder.resolve('a.groovy'), "synchronizer 's'")
        20_000.times { new File(folder.toFile(), "note-${it}.txt").createNewFile() }

        expect:
        Declarations.readFolder(folder, NetworkWords.NONE).diagnostics() == []
    }

    def "a folder is read the same wherever it is, by whomever: #locale"() {
        given:
        def elsewhere = Files.createDirectories(folder.resolve('other/folder'))
        def text = "synchronizer 'i'.toUpperCase()\nparticipants { p1 { sandbox() } }\nparty('I' + 'İ'.toLowerCase()) { local on: p2 }"
        def before = [Locale.default, TimeZone.default]
        Files.writeString(folder.resolve('main.groovy'), text)
        Files.writeString(elsewhere.resolve('main.groovy'), text)

        when:
        def here = Declarations.readFolder(folder, NetworkWords.NONE)
        Locale.default = Locale.forLanguageTag(locale)
        TimeZone.default = TimeZone.getTimeZone('Pacific/Apia')
        def there = Declarations.readFolder(elsewhere, NetworkWords.NONE)

        then:
        here == there

        cleanup:
        Locale.default = before[0]
        TimeZone.default = before[1]

        where:
        locale << ['tr-TR', 'ar-EG', 'th-TH-u-nu-thai', 'de-DE']
    }
}
