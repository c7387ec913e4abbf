package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.spi.CredentialKeeper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hands what an API replaced in the configuration to whoever keeps the source, as the form has it. */
final class KeptCredentials implements Web.Renewal {

    private final ConnectionForm form;
    private final CredentialKeeper keeper;

    /** What is kept at present, as JSON, by field. */
    private final Map<String, String> kept = new LinkedHashMap<>();

    KeptCredentials(ConnectionForm form, Map<String, Object> filled, CredentialKeeper keeper) {
        this.form = form;
        this.keeper = keeper;
        form.renewable().forEach(field -> {
            if (filled.containsKey(field)) {
                kept.put(field, Json.write(filled.get(field)));
            }
        });
    }

    @Override
    public void begin() {
        keeper.requireTurn();
    }

    @Override
    public synchronized void end(Map<String, Object> config) {
        List<CredentialKeeper.Change> changes = new ArrayList<>();
        kept.forEach((field, previous) -> {
            String value = Json.write(form.filled(field, config.get(field)));
            if (!value.equals(previous)) {
                changes.add(new CredentialKeeper.Change(field, previous, value));
            }
        });
        if (changes.isEmpty()) {
            return;
        }
        keeper.keep(changes);
        changes.forEach(change -> kept.put(change.field(), change.value()));
    }
}
