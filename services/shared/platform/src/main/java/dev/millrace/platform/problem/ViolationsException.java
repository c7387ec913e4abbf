package dev.millrace.platform.problem;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.platform.problem.Problem.Violation;
import java.util.List;

/** An error of the catalogue that several parts of a request share; its problem names each of them. */
public final class ViolationsException extends MillraceException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /** An error, and what of the request leads to it. */
    public ViolationsException(ErrorCode code, String message, List<Violation> violations) {
        super(code, message);
        this.violations = List.copyOf(violations);
    }

    List<Violation> violations() {
        return violations;
    }
}
