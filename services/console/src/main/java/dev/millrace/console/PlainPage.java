package dev.millrace.console;

/**
 * A page of the front door itself, for a person who was on the way to another one. It needs nothing else.
 *
 * @param title what the matter is
 * @param body HTML, with what the person can do
 * @param triesAgain whether the browser asks again by itself after five seconds
 */
public record PlainPage(String title, String body, boolean triesAgain) {

    /** The media type of these pages. */
    public static final String MEDIA_TYPE = "text/html; charset=utf-8";

    /** The whole document. */
    public String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">%s
                <title>Millrace: %s</title>
                <style>
                :root { color-scheme: light dark }
                body { font: 1rem/1.6 system-ui, sans-serif; max-width: 26rem; margin: 20vh auto; padding: 0 1.5rem }
                h1 { font-size: 1.4rem }
                a { color: light-dark(#0b6b75, #63c5cf) }
                </style>
                </head>
                <body>
                <h1>%s</h1>
                %s
                <p><a href="/">Back to the start page</a></p>
                </body>
                </html>
                """.formatted(triesAgain ? "\n<meta http-equiv=\"refresh\" content=\"5\">" : "", title, title, body);
    }
}
