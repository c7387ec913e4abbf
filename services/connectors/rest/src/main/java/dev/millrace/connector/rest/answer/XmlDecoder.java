package dev.millrace.connector.rest.answer;

import dev.millrace.connector.rest.manifest.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * XML as maps, by the conventions of the format: an element is a field, repeated elements a list, attributes begin with
 * {@code @}, text beside them is {@code #text}, and an empty element is null.
 */
final class XmlDecoder implements Decoder {

    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        // Entities of a document type could name files and addresses.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    @Override
    public void decode(InputStream body, Consumer<@Nullable Object> values) throws IOException {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(body);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    Map<String, Object> root = new LinkedHashMap<>();
                    String name = reader.getLocalName();
                    Tree.put(root, name, element(reader));
                    values.accept(root);
                    return;
                }
            }
            values.accept(Map.of());
        } catch (XMLStreamException e) {
            values.accept(Map.of());
        }
    }

    private static @Nullable Object element(XMLStreamReader reader) throws XMLStreamException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            fields.put("@" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String name = reader.getLocalName();
                    add(fields, name, element(reader));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                    String own = text.toString().strip();
                    if (fields.isEmpty()) {
                        return own.isEmpty() ? null : own;
                    }
                    if (!own.isEmpty()) {
                        fields.put("#text", own);
                    }
                    return fields;
                }
                default -> {
                    // Comments and instructions say nothing.
                }
            }
        }
    }

    private static void add(Map<String, Object> fields, String name, @Nullable Object value) {
        if (!fields.containsKey(name)) {
            Tree.put(fields, name, value);
            return;
        }
        Object present = fields.get(name);
        if (present instanceof ArrayList<?>) {
            List<Object> all = new ArrayList<>(Tree.listOf(present));
            all.addAll(Tree.list(Collections.singletonList(value), item -> item));
            fields.put(name, all);
        } else {
            List<Object> two = new ArrayList<>(Tree.list(Collections.singletonList(present), item -> item));
            two.addAll(Tree.list(Collections.singletonList(value), item -> item));
            fields.put(name, two);
        }
    }

    @Override
    public boolean streams() {
        return false;
    }
}
