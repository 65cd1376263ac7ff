package io.partita.dsl

import io.partita.core.diagnostic.Checked
import io.partita.core.model.DeclaredParty.Identity
import io.partita.core.model.KeyName
import io.partita.core.model.KeySource
import io.partita.core.model.Secret
import io.partita.core.model.SigningKey
import java.nio.file.Files
import java.nio.file.Path
import java.security.KeyPairGenerator
import spock.lang.Specification
import spock.lang.TempDir

/** Keys that no participant holds, and the parties in their namespaces. */
class KeysSpec extends Specification {

    static final String NETWORK = "synchronizer 's'\nparticipants { bank1 { sandbox() }; bank2 { sandbox() } }\n"

    @TempDir
    Path folder

    static Checked<ReadDeclaration> read(String text) {
        Declarations.read(new SourceFolder([new SourceText('m', text)], TestKeys.ANY), NetworkWords.NONE)
    }

    static List<String> mistakes(String text) {
        read(text).diagnostics().collect { "${it.code()} ${it.range().get().start()} ${it.summary()}".toString() }
    }

    /** What a line means in the block of a key that has its public key. */
    static KeySource source(String line) {
        def read = read("$NETWORK\nkeys { treasury { publicKey 'a.pub'; $line } }")
        assert read.diagnostics() == []
        read.value().declaration().keys().get(new KeyName('treasury')).source()
    }

    /** Mistakes of the keys of line 3, with participants bank1 and bank2 before. */
    static List<String> inKeys(String line) {
        mistakes("${NETWORK}keys { $line }")
    }

    /** Mistakes of the identity in line 6, with the keys treasury and reserve. */
    static List<String> identity(String line) {
        mistakes("${NETWORK}keys { treasury { publicKey 'a.pub' }; reserve { publicKey 'b.pub' } }\nparty('A') {\nhost bank1, confirmation\n$line\n}")
    }

    def "what a key says how it signs: #line"() {
        expect:
        source(line) == expected

        where:
        line                                                                                 | expected
        ""                                                                                   | new KeySource.HandOver()
        "handOver()"                                                                         | new KeySource.HandOver()
        "handOver"                                                                           | new KeySource.HandOver()
        "file '/secure/treasury.pem'"                                                        | new KeySource.KeyFile('/secure/treasury.pem', Optional.empty())
        "file 'treasury.pem', password: env('PW')"                                           | new KeySource.KeyFile('treasury.pem', Optional.of(Secret.of('environment').with('variable', new Secret.Text('PW'))))
        "file 'treasury.pem', password: file('/run/pw')"                                     | new KeySource.KeyFile('treasury.pem', Optional.of(Secret.of('file').with('path', new Secret.Text('/run/pw'))))
        "file 'treasury.pem', password: 1 > 2 ? env('A') : command('pass', 'b')"             | new KeySource.KeyFile('treasury.pem', Optional.of(Secret.of('command').with('words', ['pass', 'b'])))
        "def pw = file('/run/pw'); file 'treasury.pem', password: pw"                        | new KeySource.KeyFile('treasury.pem', Optional.of(Secret.of('file').with('path', new Secret.Text('/run/pw'))))
        "pkcs11 '/lib/p.so', token: 'bank', label: 'treasury'"                               | new KeySource.Pkcs11('/lib/p.so', 'bank', 'treasury', Optional.empty())
        "pkcs11 'C:\\\\p.dll', token: 'bank', label: 'treasury', pin: env('PIN')"            | new KeySource.Pkcs11('C:\\p.dll', 'bank', 'treasury', Optional.of(Secret.of('environment').with('variable', new Secret.Text('PIN'))))
        "command './sign', 'treasury', 7"                                                    | new KeySource.KeyCommand(['./sign', 'treasury', '7'])
    }

    def "keys stand in several blocks, and a computed name is written as a text"() {
        when:
        def declaration = read("${NETWORK}keys { (1..2).each { n -> key(\"k-\$n\") { publicKey \"keys/\${n}.pub\" } } }\nkeys { treasury { publicKey 'keys/1.pub' } }").value().declaration()

        then:
        declaration.keys().keySet()*.name() == ['k-1', 'k-2', 'treasury']
        declaration.keys().values()*.key() == ['keys/1.pub', 'keys/2.pub', 'keys/1.pub'].collect { SigningKey.of(TestKeys.of(it)).get() }
        declaration.keys().values()*.name()*.value()*.name() == ['k-1', 'k-2', 'treasury']
        declaration.keys().values()*.range()*.toString() == ['m:3:27', 'm:3:27', 'm:4:8']
    }

    def "a party in the namespace of a key, which may be declared after it: #line"() {
        when:
        def declaration = read("${NETWORK}party('A') { host bank1, confirmation; $line }\nkeys { treasury { publicKey 'a.pub' } }").value().declaration()

        then:
        with(declaration.parties()[0].identity() as Identity.External) {
            key().value() == new KeyName('treasury')
            signingKey() == declaration.keys().get(new KeyName('treasury')).key()
            key().range().toString() == place
        }

        where:
        line                       | place
        "external key: treasury"   | 'm:3:54'
        "external key: 'treasury'" | 'm:3:54'
    }

    def "a party in a namespace of its own, whose key a participant holds"() {
        given:
        def fingerprint = '1220' + 'ab' * 32

        when:
        def identity = read("${NETWORK}party('A') { host bank1, confirmation; local on: bank2, namespace: '$fingerprint' }").value().declaration().parties()[0].identity() as Identity.Local

        then:
        identity.owner().value().name() == 'bank2'
        identity.namespace().map { it.value().hex() } == Optional.of(fingerprint)
    }

    def "owners are participants and keys, in the order written: #line"() {
        when:
        def identity = read("${NETWORK}party('A') { host bank1, confirmation; decentralized $line }\nkeys { treasury { publicKey 'a.pub' } }").value().declaration().parties()[0].identity() as Identity.Decentralized

        then:
        identity.owners().collect { it.match({ it.participant().value().name() }, { "key ${it.key()}".toString() }) } == owners
        identity.threshold().map { it.value() } == Optional.ofNullable(threshold)
        identity.owners().findAll { it instanceof Identity.Owner.OfKey }.every { it.signingKey() == SigningKey.of(TestKeys.of('a.pub')).get() }

        where:
        line                                             | owners                           | threshold
        "owners: [bank2, treasury], threshold: 2"        | ['bank2', 'key treasury']        | 2
        "owners: ['treasury', 'bank1', bank2]"           | ['key treasury', 'bank1', 'bank2'] | null
        "owners: [bank1], threshold: 1"                  | ['bank1']                        | 1
    }

    def "the keys of a network in a folder of its own are seen from there"() {
        given:
        def seen = []
        NetworkWords words = { named -> named.map { Checked.of(new SourceFolder([new SourceText("$it/main.groovy", "${NETWORK}keys { treasury { publicKey 'a.pub' } }")], { path -> seen << path; Checked.of(TestKeys.of(path)) })) } }

        when:
        def read = Declarations.read(SourceFolder.of([new SourceText('a.groovy', "network '../n'\nparty('A') { external key: treasury; host bank1, confirmation }")]), words)

        then:
        read.diagnostics() == []
        seen == ['a.pub']
        with(read.value()) {
            place(new KeyName('treasury'), 'publicKey').toString() == '../n/main.groovy:3:19'
            place(new KeyName('treasury'), 'file').toString() == '../n/main.groovy:3:8'
        }
    }

    def "keys beside a network in a folder of its own are refused as participants are"() {
        given:
        NetworkWords words = { named -> named.map { Checked.of(SourceFolder.of([new SourceText("$it/main.groovy", NETWORK)])) } }

        expect:
        Declarations.read(new SourceFolder([new SourceText('a.groovy', "network '../n'\nkeys { treasury { publicKey 'a.pub' } }")], TestKeys.ANY), words).diagnostics()*.summary() ==
                ["'keys' stands beside a network in a folder of its own"]
    }

    def "in a block of keys: #line"() {
        expect:
        inKeys(line) == [expected]

        where:
        line                                                                       | expected
        "treasury { }"                                                             | "missing-public-key 3:8 The key has no public key"
        "treasury { handOver() }"                                                  | "missing-public-key 3:8 The key has no public key"
        "treasury { publicKey 'a'; file 'b'; handOver() }"                         | "mixed-key-sources 3:44 The key says twice how it signs"
        "treasury { publicKey 'a'; command 'b'; pkcs11 '/c', token: 't', label: 'l' }" | "mixed-key-sources 3:34 The key says twice how it signs"
        "treasury { publicKey 'a'; file 'b'; file 'c' }"                           | "duplicate-word 3:44 'file' is written twice"
        "treasury { publicKey 'a'; publicKey 'b' }"                                | "duplicate-word 3:34 'publicKey' is written twice"
        "treasury { publicKey '~/a' }"                                             | "bad-path 3:29 The file of the public key starts with '~', which is not expanded"
        "treasury { publicKey 1 }"                                                 | "wrong-kind 3:29 The file of the public key cannot be a number"
        "treasury { publicKey() }"                                                 | "missing-argument 3:19 'publicKey' needs 1 value and gets 0"
        "treasury { publickey 'a' }"                                               | "unknown-word 3:19 Unknown word 'publickey'"
        "treasury { publicKey 'a'; file 'b', passwort: env('A') }"                 | "unknown-key 3:44 Unknown key 'passwort:' of 'file'"
        "treasury { publicKey 'a'; file 'b/' }"                                    | "bad-path 3:39 The file of the private key names a folder"
        "treasury { publicKey 'a'; file 'b', password: 'hunter2' }"                | "secret-in-the-declaration 3:54 'password:' is written as a text"
        "treasury { publicKey 'a'; pkcs11 '/c', token: 't', label: 'l', pin: 1234 }" | "secret-in-the-declaration 3:76 'pin:' is written as a text"
        "treasury { publicKey 'a'; pkcs11 '/c', token: 't', label: 'l', pin: true }" | "wrong-kind 3:76 'pin:' cannot be true or false"
        "treasury { publicKey 'a'; pkcs11 'c.so', token: 't', label: 'l' }"        | "bad-path 3:41 The PKCS#11 library is not named by an absolute path"
        "treasury { publicKey 'a'; pkcs11 '/c', label: 'l' }"                      | "missing-key 3:34 'pkcs11' needs 'token:'"
        "treasury { publicKey 'a'; pkcs11 '/c', token: 't' }"                      | "missing-key 3:34 'pkcs11' needs 'label:'"
        "treasury { publicKey 'a'; pkcs11 '/c', token: env('T'), label: 'l' }"     | "wrong-kind 3:54 The token's label cannot be a reference to a secret"
        "treasury { publicKey 'a'; command() }"                                    | "missing-argument 3:34 'command' needs 1 value and gets 0"
        "treasury { publicKey 'a'; command true }"                                 | "wrong-kind 3:42 A word of the command cannot be true or false"
        "treasury { publicKey 'a'; handOver 'b' }"                                 | "too-many-arguments 3:43 'handOver' takes no value and gets 1"
        "treasury { publicKey 'a'; admin 'b:1' }"                                  | "word-in-wrong-block 3:34 'admin' does not belong here"
        "treasury 'a.pub'"                                                         | "wrong-kind 3:17 'treasury' cannot be a text"
        "treasury()"                                                               | "missing-argument 3:8 'treasury' needs 1 value and gets 0"
        "offline { publicKey 'a' }"                                                | "name-is-a-word 3:8 'offline' is a word of the declaration and cannot name a key"
        "key('a b') { publicKey 'a' }"                                             | "bad-key-name 3:12 This cannot be a key's name"
        "treasury { publicKey 'a' }; treasury { publicKey 'b' }"                   | "duplicate-signing-key 3:36 Key 'treasury' is declared twice"
        "bank2 { publicKey 'a' }"                                                  | "shared-name 3:8 'bank2' is the name of a participant and of a key"
        "treasury { publicKey 'a'; backup manual }"                                | "word-in-wrong-block 3:34 'backup' does not belong here"
    }

    def "a name that is declared twice is said with both places"() {
        expect:
        read("${NETWORK}keys { bank2 { publicKey 'a' } }").diagnostics()*.detail() == ['It is already declared at m:2:37.']
        read("keys { bank2 { publicKey 'a' } }\n$NETWORK").diagnostics().collect { "${it.summary()} ${it.range().get()} ${it.detail()}".toString() } ==
                ["'bank2' is the name of a key and of a participant m:3:37 It is already declared at m:1:8."]
    }

    def "whose a party is: #line"() {
        expect:
        identity(line) == [expected]

        where:
        line                                                   | expected
        "external()"                                           | "missing-key 6:1 'external' needs 'key:'"
        "external treasury"                                    | "too-many-arguments 6:10 'external' takes no value and gets 1"
        "external key: tresury"                                | "unknown-name 6:15 Unknown name 'tresury'"
        "external key: 'tresury'"                              | "unknown-signing-key 6:15 Key 'tresury' is not declared"
        "external key: bank1"                                  | "wrong-kind 6:15 'bank1' is a participant, not a key"
        "external key: 'bank1'"                                | "wrong-kind 6:15 'bank1' is a participant, not a key"
        "external key: 'keys/alice.pub'"                       | "key-is-a-file 6:15 'keys/alice.pub' is a file, not the name of a key"
        "external key: 'my key'"                               | "bad-key-name 6:15 'my key' cannot be a key's name"
        "external key: 1"                                      | "wrong-kind 6:15 A key cannot be a number"
        "external key: treasury; local on: bank1"              | "duplicate-identity 6:1 The party says twice who it is"
        "external key: treasury; host treasury, confirmation"  | "wrong-kind 6:30 'treasury' is a key, not a participant"
        "external key: treasury; host 'treasury', confirmation" | "wrong-kind 6:30 'treasury' is a key, not a participant"
        "local on: treasury"                                   | "wrong-kind 6:11 'treasury' is a key, not a participant"
        "local on: bank1, namespace: 'alice'"                  | "bad-fingerprint 6:29 'alice' is not the fingerprint of a key"
        "local on: bank1, namespace: 1"                        | "wrong-kind 6:29 'namespace:' cannot be a number"
        "decentralized()"                                      | "missing-key 6:1 'decentralized' needs 'owners:'"
        "decentralized owners: []"                             | "no-owners 6:23 The list of owners is empty"
        "decentralized owners: treasury"                       | "wrong-kind 6:23 'owners:' cannot be the name of a participant or key"
        "decentralized owners: [bank3]"                        | "unknown-name 6:24 Unknown name 'bank3'"
        "decentralized owners: ['bank3']"                      | "unknown-name 6:23 Unknown name 'bank3'"
        "decentralized owners: ['a/b.pub']"                    | "bad-owner 6:23 'a/b.pub' is the name of no participant and of no key"
        "decentralized owners: [1]"                            | "wrong-kind 6:23 An owner cannot be a number"
        "decentralized owners: [bank1, treasury, bank1]"       | "duplicate-owner 6:41 'bank1' is an owner twice"
        "decentralized owners: [bank1, treasury], threshold: 0" | "bad-threshold 6:53 0 cannot be a threshold of the owners"
        "decentralized owners: [bank1, treasury], threshold: 3" | "bad-threshold 6:53 3 cannot be a threshold of the owners"
        "decentralized owners: [bank1], threshold: '1'"        | "wrong-kind 6:43 'threshold:' cannot be a text"
    }

    def "a party has at most ten owners"() {
        given:
        def owned = { int count -> "${NETWORK}def owners = (1..$count).collect { \"k\$it\" }\nkeys { owners.each { n -> key(n) { publicKey n } } }\nparty('A') { decentralized owners: owners; host bank1, confirmation }" }

        expect:
        mistakes(owned(10)) == []
        mistakes(owned(11)) == ["too-many-owners 5:36 The party has 11 owners"]
    }

    def "the fix of #line"() {
        when:
        def found = read("${NETWORK}keys { treasury { publicKey 'a.pub' } }\nparty('A') {\nhost bank1, confirmation\n$line\n}").diagnostics()

        then:
        found*.hint() == [fix]

        where:
        line                                | fix
        "external key: tresury"             | "Did you mean 'treasury'?"
        "external key: 'tresury'"           | "Did you mean 'treasury'?"
        "external key: 'fund'"              | "Declare it in 'keys { … }'."
        "external key: 'keys/alice.pub'"    | "Write keys { alice { publicKey 'keys/alice.pub' } } beside the participants, and here external key: alice."
        "external key: '1.pub'"             | "Write keys { treasury { publicKey '1.pub' } } beside the participants, and here external key: treasury."
        "decentralized owners: [tresury]"   | "Did you mean 'treasury'?"
        "decentralized owners: ['bank3']"   | "Did you mean 'bank1'?"
        "decentralized owners: ['x']"       | "Declare it as a participant or as a key."
    }

    def "what cannot be read of the keys does not make what it may declare unknown"() {
        expect:
        mistakes("${NETWORK}keys { treasury { publicKey 'a } }\nparty('A') { external key: treasury; host bank1, confirmation }") == ["syntax 3:29 This text has no closing '"]
        mistakes("${NETWORK}keys { key(1) { publicKey 'a' } }\nparty('A') { external key: treasury; host bank1, confirmation }") == ["wrong-kind 3:12 A key's name cannot be a number"]
        mistakes("${NETWORK}keys 'x'\nparty('A') { external key: treasury; host bank1, confirmation }") == ["wrong-kind 3:6 'keys' cannot be a text"]
        mistakes("${NETWORK}keys { treasury { publicKey 1 } }\nparty('A') { external key: treasury; host bank1, confirmation }") == ["wrong-kind 3:29 The file of the public key cannot be a number"]
    }

    def "a file is read beneath the folder: #path"() {
        given:
        Files.createDirectories(folder.resolve('unit/keys'))
        Files.write(folder.resolve('unit/keys/a.pub'), TestKeys.of('a'))
        Files.write(folder.resolve('outside.pub'), TestKeys.of('b'))
        Files.createSymbolicLink(folder.resolve('unit/keys/link.pub'), folder.resolve('unit/keys/a.pub'))
        Files.createSymbolicLink(folder.resolve('unit/linked'), folder.resolve('unit/keys'))
        Files.write(folder.resolve('unit/keys/large.pub'), new byte[16385])
        Files.write(folder.resolve('unit/keys/empty.pub'), new byte[0])
        Files.writeString(folder.resolve('unit/keys/private.pem'), "-----BEGIN PRIVATE KEY-----\n${Base64.mimeEncoder.encodeToString(KeyPairGenerator.getInstance('Ed25519').generateKeyPair().private.encoded)}\n-----END PRIVATE KEY-----\n")
        Files.writeString(folder.resolve('unit/main.groovy'), "${NETWORK}keys { treasury { publicKey '$path' } }")

        when:
        def read = Declarations.readFolder(folder.resolve('unit'), NetworkWords.NONE)

        then:
        read.diagnostics().collect { "${it.code()} ${it.range().get()}".toString() } == codes.collect { "$it main.groovy:3:29".toString() }
        read.diagnostics().every { it.detail().contains(why) && !it.hint().isBlank() }
        !read.diagnostics().toString().contains('MC4CAQ')
        !read.isPresent() || read.value().declaration().keys().values()[0].key() == SigningKey.of(TestKeys.of('a')).get()

        where:
        path                   | codes                     | why
        'keys/a.pub'           | []                        | ''
        'keys/../keys/a.pub'   | []                        | ''
        'keys/b.pub'           | ['unreadable-public-key'] | 'there is no such file or folder'
        'keys'                 | ['unreadable-public-key'] | 'it is a folder'
        '../outside.pub'       | ['unreadable-public-key'] | 'it leads out of the folder'
        '/etc/hostname'        | ['unreadable-public-key'] | 'it leads out of the folder'
        'keys/link.pub'        | ['unreadable-public-key'] | 'it is a link'
        'linked/a.pub'         | ['unreadable-public-key'] | 'it is a link'
        'keys/large.pub'       | ['unreadable-public-key'] | 'it is larger than 16384 bytes'
        'keys/empty.pub'       | ['bad-public-key']        | 'it is empty'
        'keys/private.pem'     | ['bad-public-key']        | 'it is a private key'
        'main.groovy'          | ['bad-public-key']        | 'it is not a public key'
    }

    def "texts alone read no file"() {
        expect:
        Declarations.read([new SourceText('m', "${NETWORK}keys { treasury { publicKey 'a.pub' } }")]).diagnostics()*.code() == ['public-key-out-of-reach']
    }

    def "files are read only so often"() {
        given:
        long reads = 0

        when:
        def read = Declarations.read(new SourceFolder([new SourceText('m', "${NETWORK}keys { (1..1000).each { a -> (1..1000).each { b -> key(\"k\$a-\$b\") { publicKey 'a' } } } }")], { path -> reads++; Checked.of(TestKeys.of(path)) }), NetworkWords.NONE)

        then:
        read.diagnostics()*.code() == ['declaration-too-large']
        reads < 10_001
    }

    def "what is shown of a password or a PIN covers it: #line"() {
        expect:
        Declarations.shown(line) == shown

        where:
        line                                            | shown
        "file 'a.pem', password: 'hunter2'"             | "file 'a.pem', password: '*******'"
        "file 'a.pem', password: env('PW')"             | "file 'a.pem', password: env('PW')"
        "pkcs11 '/p', label: 'l', pin: 1234"            | "pkcs11 '/p', label: 'l', pin: ****"
        "pkcs11 '/p', label: 'l', pin: '1234"           | "pkcs11 '/p', label: 'l', pin: '****"
        "def spin = 'a'; pins 'b'; passwords 'c'"       | "def spin = 'a'; pins 'b'; passwords 'c'"
    }
}
