package dev.millrace.connector.file;

import dev.millrace.connector.file.google.GoogleLogin;
import dev.millrace.connector.file.google.SheetsApi;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.http.GuardedClient;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Google spreadsheet: each of its sheets is a table. */
public final class GoogleSheetsSource implements Source {

    /** As the browser shows it, or the ID alone. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:https?://docs\\.google\\.com/spreadsheets/(?:u/\\d+/)?d/)?([A-Za-z0-9_-]{20,})(?:[/?#].*)?");

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            "google-sheets",
            "Google Sheets",
            "Every sheet of a spreadsheet as a table, as it is at each sync.",
            "files",
            "#0f9d58",
            "Gs",
            List.of("spreadsheet", "google drive", "google sheets", "excel", "gsheet", "table"),
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": ["spreadsheet"],
              "properties": {
                "spreadsheet": {
                  "type": "string", "minLength": 1, "title": "Spreadsheet", "order": 1,
                  "description": "Its address, as the browser shows it: https://docs.google.com/spreadsheets/d/…"
                },
                "service_account": {
                  "type": "string", "secret": true, "multiline": true, "title": "Service account key", "order": 2,
                  "description": "The whole JSON file from console.cloud.google.com: IAM, Service accounts, Keys, Add key. Enable the Google Sheets API there, and share the spreadsheet with the account's e-mail address, as a viewer."
                },
                "client_id": {
                  "type": "string", "title": "Client ID", "order": 3, "advanced": true,
                  "description": "In place of a service account. On console.cloud.google.com: APIs and Services, Credentials, OAuth client."
                },
                "client_secret": {
                  "type": "string", "secret": true, "title": "Client secret", "order": 4, "advanced": true,
                  "description": "Beside the client ID."
                },
                "refresh_token": {
                  "type": "string", "secret": true, "title": "Refresh token", "order": 5, "advanced": true,
                  "description": "Authorise the client for the scope spreadsheets.readonly, for instance in the OAuth 2.0 Playground with your own credentials."
                }
              },
              "additionalProperties": false
            }
            """);

    private final SheetsApi.Addresses addresses;
    private final BiConsumer<GuardedClient, Duration> pause;

    /** Google's own. */
    public GoogleSheetsSource() {
        this(SheetsApi.Addresses.GOOGLE, GuardedClient::sleep);
    }

    GoogleSheetsSource(SheetsApi.Addresses addresses, BiConsumer<GuardedClient, Duration> pause) {
        this.addresses = addresses;
        this.pause = pause;
    }

    @Override
    public ConnectorSpec spec() {
        return SPEC;
    }

    @Override
    public boolean mostlyWaits() {
        return true;
    }

    @Override
    public SourceSession open(SourceContext context) {
        StoreConfiguration form = new StoreConfiguration(context.configuration());
        String address = form.required("spreadsheet", "There is no spreadsheet yet. Put in its address.");
        Matcher spreadsheet = ADDRESS.matcher(address);
        if (!spreadsheet.matches()) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "\"" + address
                            + "\" is no address of a Google spreadsheet. Copy it from the browser: it begins with https://docs.google.com/spreadsheets/d/.");
        }
        GuardedClient client = new GuardedClient(context.egress());
        SheetsApi api = new SheetsApi(
                client,
                addresses,
                login(form),
                spreadsheet.group(1),
                context.clock(),
                duration -> pause.accept(client, duration));
        return new GoogleSheetsSession(api, client, context);
    }

    private static GoogleLogin login(StoreConfiguration form) {
        String account = form.optional("service_account");
        if (account != null) {
            return GoogleLogin.ServiceAccount.of(account);
        }
        String advice =
                "There is no login yet. Put in the key of a service account, or client ID, client secret and refresh token.";
        return new GoogleLogin.Permission(
                form.required("client_id", advice),
                form.required("client_secret", advice),
                form.required("refresh_token", advice));
    }
}
