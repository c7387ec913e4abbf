package dev.millrace.connector.file;

import dev.millrace.connector.file.store.StoredFile;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of a store that are one stream.
 *
 * @param group what the files have in common; a workbook's sheets make several streams of one group
 * @param files the oldest first
 * @param profile of some of them, or of all
 * @param looked whether every file that is still to be read was looked at from its beginning to its end
 */
record StoreStream(String name, String group, List<StoredFile> files, TableProfile profile, boolean looked) {

    StoreStream {
        files = List.copyOf(files);
    }

    /** With what another of its files shows. */
    StoreStream with(StoreStream other) {
        return new StoreStream(name, group, files, profile.with(other.profile), false);
    }

    StoreStream looked(TableProfile all) {
        return new StoreStream(name, group, files, all, true);
    }

    Stream stream() {
        List<Field> fields = new ArrayList<>();
        // Another file may lack any of them.
        profile.fields().forEach(field -> fields.add(new Field(field.name(), field.type(), true)));
        fields.addAll(Origin.FIELDS);
        return new Stream(name, fields, Origin.KEY, null, true, null, true);
    }
}
