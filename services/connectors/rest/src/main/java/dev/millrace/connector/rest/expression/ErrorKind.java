package dev.millrace.connector.rest.expression;

/** The errors that expressions tell apart: a type error and an undefined value have a meaning of their own for the caller. */
enum ErrorKind {
    TYPE("TypeError"),
    VALUE("ValueError"),
    UNDEFINED("UndefinedError"),
    ATTRIBUTE("AttributeError"),
    LOOKUP("LookupError"),
    OVERFLOW("OverflowError"),
    ZERO_DIVISION("ZeroDivisionError"),
    TIME_ZONE("UnknownTimeZoneError"),
    SYNTAX("TemplateSyntaxError"),
    ASSERTION("TemplateAssertionError"),
    RUNTIME("TemplateRuntimeError"),
    LIMIT("LimitError");

    private final String pythonName;

    ErrorKind(String pythonName) {
        this.pythonName = pythonName;
    }

    String pythonName() {
        return pythonName;
    }
}
