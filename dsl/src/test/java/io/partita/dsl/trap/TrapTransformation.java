package io.partita.dsl.trap;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.transform.ASTTransformation;
import org.codehaus.groovy.transform.GroovyASTTransformation;

/** Springs the trap when a compiler runs it. */
@GroovyASTTransformation(phase = CompilePhase.CONVERSION)
public final class TrapTransformation implements ASTTransformation {

    @Override
    public void visit(ASTNode[] nodes, SourceUnit source) {
        Trap.spring();
    }
}
