package io.partita.dsl

import io.partita.core.diagnostic.Severity
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

class HermeticSpec extends Specification {

    /** As in the trap, which is not named here: touching it would spring it. */
    static final String SPRUNG = 'io.partita.dsl.trap.sprung'

    @TempDir
    Path folder

    @Timeout(10)
    def "refused with a place: #name"() {
        given:
        def canary = folder.resolve('canary')
        def text = WaysOut.all(canary)[name]

        when:
        def checked = Declarations.read([new SourceText('main.groovy', text)])

        then:
        !checked.isPresent()
        def errors = checked.diagnostics().findAll { it.severity() == Severity.ERROR && it.code() != 'missing-synchronizer' }
        !errors.isEmpty()
        errors.every { it.range().isPresent() && !it.summary().isEmpty() && !it.hint().isEmpty() }

        and:
        Files.notExists(canary)
        System.getProperty(SPRUNG) == null

        where:
        name << WaysOut.all(Path.of('canary')).keySet().toList()
    }

    def "the corpus is no smaller than it was"() {
        expect:
        WaysOut.all(Path.of('canary')).size() >= 145
    }

    def "nothing of Groovy's compiler and run time is loaded, no trap, and nothing that starts a process or opens a connection"() {
        given:
        def log = folder.resolve('classes.txt')
        def canary = folder.resolve('canary')
        def java = Path.of(System.getProperty('java.home'), 'bin', 'java').toString()
        def process = new ProcessBuilder(java, "-Xlog:class+load:file=$log", '-cp', System.getProperty('java.class.path'),
                'io.partita.dsl.WaysOut', canary.toString()).redirectErrorStream(true).start()

        when:
        def output = process.inputStream.text
        def ended = process.waitFor(120, TimeUnit.SECONDS)

        then:
        ended
        output.trim() == 'all refused'
        process.exitValue() == 0
        Files.notExists(canary)

        and:
        def loaded = Files.readAllLines(log).collect { (it =~ /\]\s+(\S+) source:/).with { m -> m.find() ? m.group(1) : '' } }.findAll()
        loaded.size() > 500
        loaded.findAll { it.startsWith('io.partita.dsl.') }.size() > 50
        loaded.findAll { name ->
            ['io.partita.dsl.trap.', 'org.codehaus.groovy.control.', 'org.codehaus.groovy.runtime.', 'org.codehaus.groovy.classgen.',
             'org.codehaus.groovy.transform.', 'org.codehaus.groovy.reflection.', 'groovy.lang.GroovyClassLoader',
             'groovy.lang.GroovyShell', 'groovy.lang.MetaClass', 'groovy.grape.', 'groovyjarjarasm.', 'java.lang.ProcessBuilder',
             'java.lang.ProcessImpl', 'java.net.Socket', 'sun.nio.ch.SocketChannelImpl'].any { name.startsWith(it) }
        } == []
    }
}
