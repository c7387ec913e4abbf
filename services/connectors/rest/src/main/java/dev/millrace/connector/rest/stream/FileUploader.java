package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.answer.Extractor;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.request.Moment;
import dev.millrace.connector.rest.request.Outcome;
import dev.millrace.connector.rest.request.RequestParts;
import dev.millrace.connector.rest.request.Requester;
import dev.millrace.connector.rest.slice.StreamSlice;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@code FileUploader}: downloads the file that a record names. */
final class FileUploader {

    private static final String TARGET = "download_target";

    private final Component component;
    private final String stream;
    private final Requester requester;
    private final Extractor target;
    private final Optional<Template> name;

    FileUploader(Component component, String stream, Web web) {
        this.component = component;
        this.stream = stream;
        this.requester = Requester.of(component.requiredChild("requester"), web);
        this.target = Extractor.of(Optional.of(component.requiredChild("download_target_extractor")));
        this.name = component.template("filename_extractor", "");
        if (component.has("file_extractor")) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    component.place() + ".file_extractor can't be used: the answer itself is the file. Remove it.");
        }
    }

    void download(Map<String, Object> record, RecordFile.Taker files) {
        List<Object> targets = new ArrayList<>();
        target.extract(record, targets::add);
        if (targets.size() != 1 || !(targets.getFirst() instanceof String url)) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "A record of the stream \"" + stream + "\" names " + targets.size() + " files, and has to name one."
                            + " Check " + component.place() + ".download_target_extractor.");
        }
        Map<String, Object> extra = Map.of(TARGET, url);
        Moment moment = new Moment(new StreamSlice(Map.of(), Map.of(), extra), null, extra);
        try (Outcome outcome = requester.send(moment, new RequestParts(), null)) {
            if (outcome.isReadable()) {
                files.take(record, new RecordFile(path(record), outcome.answer().stream()));
            }
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_INTERRUPTED,
                    "A file of the stream \"" + stream + "\" broke off in the middle. It is asked again.",
                    e);
        }
    }

    /** Below the stream's name, whatever the record says: a path that leads up leads nowhere. */
    private String path(Map<String, Object> record) {
        String below = name.map(template -> template.text(Map.of("record", record)))
                .orElseGet(() -> UUID.randomUUID().toString());
        return Arrays.stream((stream + "/" + below).split("/"))
                .filter(step -> !step.isEmpty() && !step.equals(".") && !step.equals(".."))
                .collect(Collectors.joining("/"));
    }
}
